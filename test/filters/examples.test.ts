import { beforeAll, describe, expect, test } from 'vitest';
import { filters, tests } from '../../src/filters/index.js';
import { loadCompiler } from '../../src/json-schema/load.js';
import { toJson } from '../../src/values/json.js';
import { render } from './templar.js';

const definitions = new Set([...filters.values(), ...tests.values()]);
const examples = [...definitions].flatMap(({ name, examples: own = [] }) =>
  own.map(([template, expected]) => ({ name, template, expected })),
);

// Rendering here is synchronous: what it would have to wait for is there already.
beforeAll(loadCompiler);

describe('the examples that filters and tests give of themselves', () => {
  test.each(examples)('$name: $template', ({ template, expected }) => {
    expect(toJson(render(template))).toEqual(expected);
  });
});
