import { expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { checkTemplate } from '../../src/template/check-template.js';
import { TemplateText } from '../../src/values/value.js';
import { plugins, templarFor } from './templar-for-tests.js';

function errorOf(run: () => unknown): ProvisionError {
  try {
    run();
  } catch (error) {
    if (error instanceof ProvisionError) return error;
    throw error;
  }
  throw new Error('there was no error');
}

const at = { file: 'site.yaml', line: 10, column: 7 };

test('an undefined variable is named with its place and the nearest name', () => {
  const error = errorOf(() => templarFor({ hostname: 'a' }).render(new TemplateText('x {{ hostnmae }}', at)));
  expect(error).toMatchObject({
    code: 'E0301',
    at: { file: 'site.yaml', line: 10, column: 12 },
    hint: 'did you mean "hostname"?',
  });
});

test('places in later lines of a template file count from its own lines', () => {
  const error = errorOf(() =>
    templarFor({}).renderText('a\n{% if true %}\n  {{ 1 // 0 }}\n{% endif %}\n', { file: 'a.j2' }),
  );
  expect(error).toMatchObject({ code: 'E0303', at: { file: 'a.j2', line: 3, column: 8 } });
});

test('an error inside a variable is placed in the variable', () => {
  const templar = templarFor({ a: 'y{{ 1 // 0 }}' });
  expect(errorOf(() => templar.render(new TemplateText('{{ a }}', at))).at).toEqual({ file: 'a', line: 1, column: 7 });
});

test.each([
  ['{{ x }', 'E0302', 10],
  ['{% if x %}', 'E0302', 10],
  ['a\n{{ 1 + }}', 'E0302', 11],
  ['{{ 1 | uper }}', 'E0304', 10],
  ['{{ 1 is defind }}', 'E0305', 10],
  ['{% if false %}\n{{ 1 | uper }}\n{% endif %}', 'E0304', 11],
])('the check before the run finds %j', (source, code, line) => {
  expect(checkTemplate(source, plugins, at)).toMatchObject([{ code, at: { line } }]);
});

test('the check suggests the nearest filter and accepts what is right', () => {
  expect(checkTemplate('{{ 1 | uper }}', plugins, at)[0]?.hint).toBe('did you mean "upper"?');
  expect(checkTemplate('{{ nope | upper }}{% for i in x %}{{ i }}{% endfor %}', plugins, at)).toEqual([]);
  expect(checkTemplate('a is defined and', plugins, at, 'expression')).toMatchObject([{ code: 'E0302' }]);
});

test('an unknown lookup is an error of its own', () => {
  expect(errorOf(() => templarFor({}).evaluate("lookup('nosuch')")).code).toBe('E0306');
});
