import { expect, test } from 'vitest';
import { render } from './templar.js';

test.each([
  ['a*?', 'ba', ['', '', 'a', '']],
  ['|a', 'aa', ['', 'a', '', 'a', '']],
  ['a*', 'baa', ['', 'aa', '']],
])('%s finds in %s, after nothing, what stands at the same place', (pattern, text, expected) => {
  expect(render('{{ text | regex_findall(pattern) }}', { variables: { pattern, text } })).toEqual(expected);
});
