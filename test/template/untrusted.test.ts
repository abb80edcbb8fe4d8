import { expect, test } from 'vitest';
import { watchUntrusted } from '../../src/template/untrusted.js';
import type { Value } from '../../src/values/value.js';

function warnings(value: Value, behaviour: string | undefined): readonly string[] {
  const told: string[] = [];
  watchUntrusted(value, undefined, { environment: () => behaviour, warn: (message) => void told.push(message) });
  return told;
}

test.each([
  ['{{ a }}', 'warning', 1],
  [[new Map<Value, Value>([['a', '{% b %}']])], 'warning', 1],
  ['plain', 'warning', 0],
  ['{{ a }}', 'ignore', 0],
  ['{{ a }}', undefined, 0],
] as const)('%j with %s warns %i times', (value, behaviour, times) => {
  expect(warnings(value as Value, behaviour)).toHaveLength(times);
});
