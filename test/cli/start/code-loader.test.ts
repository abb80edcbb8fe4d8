import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { CodeCache } from '../../../src/cli/start/code-cache.js';
import { CodeLoader } from '../../../src/cli/start/code-loader.js';

const directory = mkdtempSync(join(tmpdir(), 'provision-parts-'));
const parts = {
  'main.cjs':
    "const { name } = require('node:path'); exports.name = name; exports.later = () => require('./later.cjs');",
  'later.cjs': 'exports.answer = 42;',
  'placed.cjs': 'exports.place = [__dirname, __filename];',
};
for (const [name, text] of Object.entries(parts)) writeFileSync(join(directory, name), text);
afterAll(() => rmSync(directory, { recursive: true }));

const kept = new Map<string, Buffer>();
let stored = 0;
const cache: CodeCache = {
  find: (name) => kept.get(name),
  store: (compiled) => {
    stored++;
    for (const [name, code] of compiled) kept.set(name, code);
  },
};
const loader = (): CodeLoader => new CodeLoader(directory, cache, (name) => ({ name }));
const main = (from: CodeLoader) => from.load('main.cjs') as { name: string; later: () => { answer: number } };

beforeEach(() => {
  kept.clear();
  stored = 0;
});

test('a part is loaded once, when it is asked for; what is no part comes from outside', () => {
  const first = loader();
  const loaded = main(first);
  expect(loaded.name).toBe('node:path');
  first.keep();
  expect([...kept.keys()]).toEqual(['main.cjs']);
  expect(loaded.later()).toBe(loaded.later());
  expect(loaded.later().answer).toBe(42);
  expect(first.load('main.cjs')).toBe(loaded);
});

test('code is kept when a part was not in the cache, and then of all parts', () => {
  const first = loader();
  main(first);
  first.keep();
  const second = loader();
  main(second);
  second.keep();
  expect(stored).toBe(1);
  const third = loader();
  main(third).later();
  third.keep();
  expect(stored).toBe(2);
  expect([...kept.keys()]).toEqual(['main.cjs', 'later.cjs']);
});

test('code that V8 rejects is compiled and kept again', () => {
  kept.set('main.cjs', Buffer.from('not compiled code'));
  const one = loader();
  expect(main(one).later().answer).toBe(42);
  one.keep();
  expect(kept.get('main.cjs')?.length).toBeGreaterThan(100);
});

test('a part knows where it is, as packages expect it of CommonJS', () => {
  expect(loader().load('placed.cjs')).toEqual({ place: [directory, join(directory, 'placed.cjs')] });
});
