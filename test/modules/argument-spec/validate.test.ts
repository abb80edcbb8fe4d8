import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateArguments } from '../../../src/modules/argument-spec/validate.js';
import { parseJson } from '../../../src/source/parse-json.js';
import { isDict, isList, type Value } from '../../../src/values/value.js';

const file = new URL('recorded.json', import.meta.url);
const recorded = parseJson(readFileSync(file, 'utf8'), 'recorded.json');

/** What ansible-core 2.19 says of each; the words of booleans come in no order there. */
const cases = (isList(recorded) ? recorded : []).filter(isDict).map((member) => ({
  spec: member.get('spec') ?? null,
  given: member.get('given') ?? null,
  errors: member.get('errors') ?? null,
}));

describe('argument specifications', () => {
  test.each(cases)('recorded case %#', ({ spec, given, errors }) => {
    const problems = isDict(spec) && isDict(given) ? validateArguments(spec, given) : [];
    const shown: Value = problems.map((text) => text.replace(/(Valid booleans include: ).*/, '$1...'));
    expect(shown).toEqual(errors);
  });
});
