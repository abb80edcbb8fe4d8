import { readFileSync, writeFileSync } from 'node:fs';
import type { Case } from './case.js';
import type { Step } from './play-log.js';

interface Recording {
  readonly version: string;
  readonly steps: readonly Step[];
}

/** Keeps what Ansible made of a case, a line for each step. */
export function writeRecording({ recorded, version }: Case, steps: readonly Step[]): void {
  const lines = steps.map((step) => JSON.stringify(step)).join(',\n');
  writeFileSync(recorded, `{"version":"${version}","steps":[\n${lines}\n]}\n`);
}

/** What Ansible made of a case as it is now. */
export function readRecording({ name, recorded, version }: Case): readonly Step[] {
  const recording = JSON.parse(readFileSync(recorded, 'utf8')) as Recording;
  if (recording.version !== version)
    throw new Error(`cases/${name}.yml changed since it was recorded: npm run differential -- --record ${name}`);
  return recording.steps;
}
