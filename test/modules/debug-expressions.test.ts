import { describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { debugExpressions } from '../../src/modules/debug/expressions.js';
import { controllerWith } from './controller.js';
import { talk } from './talk.js';

describe('the debug of expressions', () => {
  const controller = controllerWith({
    findWritten: () => undefined,
    evaluate: (expression) => {
      if (expression === 'omit') throw new ProvisionError('E0310', 'left out');
      if (expression === '1 +') throw new ProvisionError('E0302', 'no expression');
      if (expression === 'missing') throw new ProvisionError('E0301', "'missing' is undefined");
      return expression.length;
    },
  });
  const shown = (expression: string | string[]) => talk(debugExpressions.run({ expression }, controller)).result;

  test('tells what is wrong with each, numbered through', () => {
    expect(shown(['abc', 'missing', '1 +'])).toMatchObject({
      result: {
        changed: false,
        expression_result: [3, "<< error 1 - 'missing' is undefined >>", '<< error 2 - no expression >>'],
        warnings: [
          "Encountered 1 template error.\nerror 1 - 'missing' is undefined",
          'Encountered 1 template error.\nerror 2 - no expression',
        ],
      },
    });
  });

  test('takes one expression for a list of it, and warns of nothing', () => {
    expect(shown('abc')).toMatchObject({ result: { changed: false, expression_result: [3] } });
  });

  test('refuses a result that is left out', () => {
    expect(() => shown(['abc', 'omit'])).toThrow('left out');
  });
});
