import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { messageOf } from '../../src/base/errors.js';
import { toRepr } from '../../src/values/repr.js';
import { render } from './templar.js';

/** Templates with what ansible-core 2.19 answered: Python's repr of the value, or `ERR` and the message. */
const recorded: readonly (readonly [template: string, answer: string])[] = JSON.parse(
  readFileSync(new URL('recorded.json', import.meta.url), 'utf8'),
);

/** Passwords are made in it. */
const directory = mkdtempSync(join(tmpdir(), 'provision-filters-'));
afterAll(() => rmSync(directory, { recursive: true }));

function answer(template: string): string {
  try {
    return toRepr(render(template, { directory, variables: { x: [1, 2], y: 5 } }));
  } catch (error) {
    return `ERR ${messageOf(error)}`;
  }
}

describe('filters, tests and lookups answer as ansible-core did', () => {
  test.each(recorded)('%s', (template, expected) => {
    expect(answer(template)).toBe(expected);
  });
});
