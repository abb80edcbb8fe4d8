import type { Json } from './comparable.js';
import { comparableResult, comparableText, type Surroundings } from './comparable.js';
import { stateTask } from './expand.js';
import { changesOf, readState } from './state.js';

/** One task that was run: what it returned, and what it did to the machine. */
export interface Step {
  readonly task: string;
  readonly result: Json;
  readonly state?: readonly string[];
}

/** What the callback `json` prints. */
interface Log {
  readonly plays: readonly { readonly tasks: readonly LogTask[] }[];
}

interface LogTask {
  readonly task: { readonly name: string };
  readonly hosts: Readonly<Record<string, Json>>;
}

/** Reads the output of the callback `json`, of either program. */
export function readSteps(text: string, surroundings: Surroundings): Step[] {
  const log = JSON.parse(text.slice(text.indexOf('{\n'))) as Log;
  const steps: Step[] = [];
  let state: string[] | undefined;
  for (const { task, hosts } of log.plays.flatMap((play) => play.tasks)) {
    const result = Object.values(hosts)[0] ?? null;
    if (task.name !== stateTask) steps.push({ task: task.name, result: comparableResult(result, surroundings) });
    else {
      const now = readState(comparableText(stdoutOf(result), surroundings));
      const changes = changesOf(state ?? [], now);
      state = now;
      const step = steps.pop();
      if (step) steps.push(changes.length > 0 ? { ...step, state: [...(step.state ?? []), ...changes] } : step);
    }
  }
  return steps;
}

function stdoutOf(result: Json): string {
  const stdout = result !== null && typeof result === 'object' && 'stdout' in result ? result.stdout : undefined;
  if (typeof stdout !== 'string') throw new Error(`the state of the host could not be read: ${JSON.stringify(result)}`);
  return stdout;
}
