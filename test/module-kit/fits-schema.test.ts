import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { fitsSchema } from '../../src/module-kit/fits-schema.js';
import { schemaOf, schemaOfValue } from '../../src/module-kit/schema.js';
import { modules } from '../../src/modules/index.js';

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });

const values: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 2.5, 420, 1e300],
  ...[
    '',
    'yes',
    'No',
    'present',
    'absent',
    '{{ x }}',
    '{% if x %}',
    '0644',
    'u=rw,g-w',
    '10M',
    '12',
    '-3.0',
    '1e3',
    'a=b',
    '~',
  ],
  ...[[], ['a'], [1, null, '{{ x }}'], [['a']], {}, { name: 'x' }, { a: { b: 1 } }],
];

/** Every module's arguments, so that no keyword in use is left out. */
describe('what fits a schema fits it in the eyes of a validator of JSON Schema', () => {
  test.each([...modules].map(([name, module]) => [name, module] as const))('%s', (_name, { args, ...module }) => {
    for (const [name, argument] of Object.entries(args)) {
      const schema = schemaOfValue(argument);
      const validate = ajv.compile(schema);
      for (const value of values)
        expect(fitsSchema(value, schema), `${name}: ${JSON.stringify(value)}`).toBe(validate(value));
    }
    const whole = schemaOf({ ...module, args });
    const objects = Object.keys(args).map((name) => ({ [name]: 'present' }));
    const validate = ajv.compile(whole);
    for (const value of [...values, ...objects])
      expect(fitsSchema(value, whole), JSON.stringify(value)).toBe(validate(value));
  });
});

test('a keyword without a rule is a mistake, not a fit', () => {
  expect(() => fitsSchema('x', { format: 'date' })).toThrow('no rule for the schema keyword "format"');
});
