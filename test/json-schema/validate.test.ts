import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCompiler } from '../../src/json-schema/load.js';
import { readSettings } from '../../src/json-schema/settings.js';
import { asList, validate } from '../../src/json-schema/validate.js';
import { compactJson, dumpJson } from '../../src/values/python-json/dump.js';
import { parsePythonJson } from '../../src/values/python-json/parse.js';
import { isDict, isList, type Dict, type Value } from '../../src/values/value.js';

/** Criteria, data and options with what `ansible.utils.validate` of Ansible 12 answered, in its order. */
const recorded = parsePythonJson(readFileSync(new URL('recorded.json', import.meta.url), 'utf8'));

const json = (value: Value): string => dumpJson(value, { ...compactJson, sortKeys: true });

function findings(data: Value, criteria: Value, options: Dict = new Map()): Value[] {
  const settings = readSettings(undefined, { argument: (name) => options.get(name), environment: () => undefined });
  if (typeof settings === 'string') throw new Error(settings);
  return asList(validate(data, criteria, settings));
}

beforeAll(loadCompiler);

describe('data is checked as Ansible checks it', () => {
  const cases = isList(recorded) ? recorded.filter(isList) : [];
  test.each(cases.map((row) => [row.slice(0, 3).map(json).join(' '), row] as const))('%s', (_title, row) => {
    const [criteria = null, data = null, options = null, errors = null] = row;
    expect(json(findings(data, criteria, isDict(options) ? options : new Map()))).toBe(json(errors));
  });
});

test.each([
  ['another engine', { engine: 'ansible.utils.config' }, "only 'ansible.utils.jsonschema' is built in"],
  ['a name that is not full', { engine: 'jsonschema' }, 'as a full name including collection'],
  ['an unknown draft', { draft: 'draft8' }, '2020-12, got: draft8'],
  ['a flag that is none', { check_format: 'maybe' }, 'unable to convert to bool'],
])('%s is refused', (_case, given: Readonly<Record<string, string>>, problem) => {
  const settings = readSettings(given['engine'], { argument: (name) => given[name], environment: () => undefined });
  expect(settings).toContain(problem);
});

test('an argument wins over a variable, and that over the environment', () => {
  const variable = (name: string): Value | undefined =>
    name === 'ansible_validate_jsonschema_draft' ? 'draft7' : undefined;
  const environment = (name: string): Value | undefined =>
    new Map([
      ['ANSIBLE_VALIDATE_JSONSCHEMA_DRAFT', 'draft6'],
      ['ANSIBLE_VALIDATE_JSONSCHEMA_CHECK_FORMAT', 'no'],
    ]).get(name);
  const argument = (name: string): Value | undefined => (name === 'draft' ? '2019-09' : undefined);
  expect(readSettings(undefined, { variable, environment })).toEqual({ draft: 'draft7', checkFormat: false });
  expect(readSettings(undefined, { argument, variable, environment })).toMatchObject({ draft: '2019-09' });
});

test.each([
  ['data that is no JSON', 'x{', new Map(), "'data' option value is invalid"],
  ['criteria that are no JSON', 1, 'x{', "'criteria' option value is invalid"],
  ['a draft that is not known', 1, new Map([['$schema', 'http://json-schema.org/draft-04/schema#']]), 'draft4'],
])('%s end in an error', (_case, data, criteria, problem) => {
  expect(() => findings(data, criteria)).toThrow(problem);
});

test('criteria that are no schema are told as the only finding', () => {
  expect(findings(1, new Map([['type', 'text']]))).toEqual([expect.stringContaining('text')]);
  expect(findings('"a"', new Map([['pattern', '(']]))).toEqual(['missing ), unterminated subpattern at position 0']);
});
