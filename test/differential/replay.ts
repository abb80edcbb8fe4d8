import type { LabHost } from '../lab/host.js';
import type { Case } from './case.js';
import { compareSteps, showDifferences } from './compare.js';
import { readChosen, withoutChosen } from './differences.js';
import { readRecording } from './recording.js';
import { runCase, type Program } from './run-case.js';

/** Runs a case by provision and tells how it differs from what was recorded, in words; nothing when all is well. */
export async function replay(wanted: Case, host: LabHost, program: Program): Promise<string[]> {
  const recorded = readRecording(wanted);
  const differences = compareSteps(recorded, await runCase(wanted, host, program));
  const { left, idle } = withoutChosen(differences, readChosen(wanted.name), readChosen('all'));
  return [
    ...showDifferences(left),
    ...idle.map(({ task, path }) => `differences.yml: nothing differs any more at ${path} of "${task}"`),
  ];
}
