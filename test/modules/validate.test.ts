import { beforeAll, describe, expect, test } from 'vitest';
import { loadCompiler } from '../../src/json-schema/load.js';
import { validate } from '../../src/modules/validate.js';
import { fromJson } from '../../src/values/json.js';
import { controllerWith } from './controller.js';
import { talk } from './talk.js';
import { withDefaults } from './target.js';

beforeAll(loadCompiler);

describe('validate', () => {
  const resultOf = (data: unknown, criteria: unknown, draft?: string) =>
    talk(
      validate.run(
        withDefaults(validate, { data: fromJson(data), criteria: fromJson(criteria) }),
        controllerWith({
          evaluate: () => '',
          findVariable: (name) => (name === 'ansible_validate_jsonschema_draft' ? draft : undefined),
        }),
      ),
    ).result.result;

  test('data that fits', () => {
    expect(resultOf({ port: 80 }, { required: ['port'] })).toEqual({ changed: false, msg: 'All checks passed.' });
  });

  test('data that does not, with a line for each error', () => {
    expect(resultOf({ port: 80 }, [{ required: ['host'] }, { properties: { port: { const: 81 } } }])).toMatchObject({
      changed: false,
      failed: true,
      msg: "Validation errors were found.\nAt 'required' 'host' is a required property. \nAt 'properties.port.const' 81 was expected. ",
      errors: [
        { data_path: '', json_path: '$', validator: 'required', expected: ['host'], found: { port: 80 } },
        {
          data_path: 'port',
          json_path: '$.port',
          schema_path: 'properties.port.const',
          relative_schema: { const: 81 },
        },
      ],
    });
  });

  test('criteria that are no schema', () => {
    expect(resultOf(1, { type: 'text' })).toMatchObject({
      failed: true,
      msg: 'Validation errors were found.',
      errors: expect.stringContaining('text') as unknown,
    });
  });

  test('a draft named by a variable', () => {
    expect(() => resultOf(1, {}, 'draft9')).toThrow('got: draft9');
  });
});
