import { ProvisionError } from '../../base/errors.js';
import { RunHost } from '../../engine/run-host.js';
import type { PlayRun } from '../../engine/run.js';
import { taskTemplar } from '../../engine/task-scope.js';
import type { Value } from '../../values/value.js';
import type { Candidate } from './candidate.js';
import type { CandidatePart } from './explanation.js';
import { findPart, type VariablePath } from './variable-path.js';

/** For whom templates are rendered. */
export interface Rendering {
  readonly playRun: PlayRun;
  readonly host: string;
}

/** The part of each candidate that the path leads to; with `rendering` also what it comes to. */
export function partsOfCandidates(
  candidates: readonly Candidate[],
  { parts }: VariablePath,
  rendering: Rendering | undefined,
): CandidatePart[] {
  return candidates.map((candidate) => {
    const { value, at } = candidate;
    if (value === undefined) return candidate;
    const rendered = rendering && renderedPart(value, parts, rendering);
    const found = findPart({ value, at }, parts);
    if (found) return { ...candidate, ...found, ...(rendered && { rendered }) };
    const lacks = rendered === undefined || 'problem' in rendered;
    return { ...candidate, ...(lacks ? { lacks } : {}), ...(rendered && { rendered }) };
  });
}

function renderedPart(value: Value, parts: readonly string[], { playRun, host }: Rendering): CandidatePart['rendered'] {
  const known = playRun.run.hosts.get(host) ?? new RunHost(host);
  try {
    const whole = taskTemplar(playRun, playRun.play, known).render(value);
    const part = findPart({ value: whole, at: undefined }, parts);
    return part ? { value: part.value } : { problem: 'it has no such part' };
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return { problem: thrown.message };
    throw thrown;
  }
}
