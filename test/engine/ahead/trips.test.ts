import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runOverBoxes } from './boxes.js';

/** Round trips of one host: with looking ahead for the first and the second run, and without it for the second. */
interface Case {
  readonly tasks: string;
  readonly first: number;
  readonly second: number;
  readonly plain: number;
}

const cases: Readonly<Record<string, Case>> = {
  'questions of all tasks travel together': {
    tasks: `
    - file: { path: "{{ box }}/a", state: directory }
    - copy: { dest: "{{ box }}/a/b", content: text }
    - lineinfile: { path: "{{ box }}/a/b", line: text }
    - file: { src: "{{ box }}/a", dest: "{{ box }}/link", state: link }
    - file: { path: "{{ box }}/none", state: absent }`,
    first: 6,
    second: 1,
    plain: 5,
  },
  'a loop costs what one task costs': {
    tasks: `
    - copy: { dest: "{{ box }}/{{ item }}", content: "{{ item }}" }
      loop: [a, b, c, d, e, f]`,
    first: 7,
    second: 1,
    plain: 6,
  },
  'what comes behind a command is asked with it': {
    tasks: `
    - stat: { path: "{{ box }}/a" }
    - command: "true"
      changed_when: false
    - stat: { path: "{{ box }}/a" }
    - command: "true"
      changed_when: false
    - copy: { dest: "{{ box }}/a", content: text }
    - stat: { path: "{{ box }}/a" }`,
    first: 4,
    second: 3,
    plain: 6,
  },
  'what an earlier task registers is known when a later one is looked at': {
    tasks: `
    - stat: { path: "{{ box }}" }
      register: seen
    - set_fact: { name_of_box: "{{ seen.stat.path }}" }
    - stat: { path: "{{ name_of_box }}/b" }
      when: seen.stat.exists
    - stat: { path: "{{ name_of_box }}/c" }`,
    first: 2,
    second: 2,
    plain: 3,
  },
  'what random and controller-side lookups give is not drawn ahead': {
    tasks: `
    - stat: { path: "{{ box }}/a" }
    - stat: { path: "{{ box }}/{{ 1000 | random }}" }
    - stat: { path: "{{ lookup('pipe', 'echo ' ~ box) }}/b" }
    - stat: { path: "{{ box }}/c" }`,
    first: 3,
    second: 3,
    plain: 4,
  },
  'time that passes makes answers old': {
    tasks: `
    - stat: { path: "{{ box }}/a" }
      loop: [1, 2]
      loop_control: { pause: 0.01 }
    - stat: { path: "{{ box }}/a" }`,
    first: 2,
    second: 2,
    plain: 2,
  },
};

describe('round trips', () => {
  const directory = mkdtempSync(join(tmpdir(), 'provision-trips-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each(Object.entries(cases))('%s', { timeout: 60_000 }, async (_name, { tasks, ...expected }) => {
    const playbook = `- hosts: all\n  gather_facts: false\n  tasks:${tasks}\n`;
    const trips = async (looksAhead: boolean, keepsBoxes: boolean): Promise<number> => {
      const run = await runOverBoxes(playbook, { directory, hosts: ['one'], looksAhead, keepsBoxes });
      expect(run.exitCode).toBe(0);
      return run.trips['one'] ?? 0;
    };
    const [first, second, plain] = [await trips(true, false), await trips(true, true), await trips(false, true)];
    expect({ first, second, plain }).toEqual(expected);
  });
});
