import { expect, test } from 'vitest';
import { arg } from '../../src/module-kit/arguments.js';
import { parseArguments } from '../../src/module-kit/parse-arguments.js';
import type { Value } from '../../src/values/value.js';

const target = { home: '/root' };
const definition = {
  name: 'thing',
  args: {
    path: arg.string({ required: true, doc: '' }),
    line: arg.string({ doc: '' }),
    text: arg.string({ doc: '' }),
    state: arg.oneOf('present', 'absent')({ default: 'present', doc: '' }),
  },
  rules: { mutuallyExclusive: [['line', 'text']] },
};

test.each<[Record<string, Value>, string]>([
  [{ path: '/a', line: 'a', text: null }, 'parameters are mutually exclusive: line|text'],
  [{ path: '/a', state: null }, 'value of state must be one of: present, absent, got: None'],
  [{ path: null }, 'missing required arguments: path'],
])('%j is refused', (given, message) => {
  expect(() => parseArguments(definition, new Map(Object.entries(given)), target)).toThrow(message);
});

test('to an action with words of its own nothing excludes nothing', () => {
  const own = { ...definition, rules: { ...definition.rules, words: {} } };
  expect(
    parseArguments(own, new Map<Value, Value>(Object.entries({ path: '/a', line: 'a', text: null })), target).args.line,
  ).toBe('a');
});
