import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runOverBoxes, type BoxOptions, type BoxRun } from './boxes.js';
import { drawing, randomPlaybook } from './random-play.js';

const hosts = ['one', 'two', 'three'];
// AHEAD_PLAYS asks for more of them, AHEAD_SEED for others.
const count = Number(process.env['AHEAD_PLAYS'] ?? 6);
const first = Number(process.env['AHEAD_SEED'] ?? 1);
const seeds = Array.from({ length: count }, (_, index) => first + index);

const part = `
- copy: { dest: "{{ box }}/b", content: "{{ word }} included" }
- stat: { path: "{{ box }}/a" }
  register: seen
`;

/** A first run, and a second one over what it has left. */
async function runTwice(
  playbook: string,
  options: Omit<BoxOptions, 'looksAhead'>,
  looksAhead: boolean,
): Promise<Omit<BoxRun, 'trips' | 'bytes'>[]> {
  const first = await runOverBoxes(playbook, { ...options, looksAhead });
  const second = await runOverBoxes(playbook, { ...options, looksAhead, keepsBoxes: true });
  return [first, second].map(({ told, left, exitCode }) => ({ told, left, exitCode }));
}

/** The same events, results, order of changes and end with and without looking ahead. */
describe('random plays are the same with and without looking ahead', () => {
  const directory = mkdtempSync(join(tmpdir(), 'provision-ahead-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each(seeds)('play %i', { timeout: 120_000 }, async (seed) => {
    const draw = drawing(seed);
    const playbook = randomPlaybook(draw, hosts);
    const options = { directory, hosts, files: { 'part.yml': part }, check: draw(8) === 0 };
    const [plain, ahead] = [await runTwice(playbook, options, false), await runTwice(playbook, options, true)];
    expect(ahead, playbook).toEqual(plain);
  });
});
