import type { Reporter } from '../../events/bus.js';
import { humanReporter } from '../../reporters/human.js';
import { readConfiguration } from '../configuration.js';
import type { CliEnvironment } from '../environment.js';
import { readSource } from '../report-error.js';
import { reportersFor } from '../reporters-for.js';
import type { OutputFormat } from '../run-options.js';
import { standardScreen } from '../screen.js';
import { readEvents } from './read-events.js';
import { getRun } from './run-records.js';

interface Replaying {
  readonly verbose: number;
  readonly output: OutputFormat;
}

/** Prints a recorded run as it was printed, or in another format. Throws E0009 when there is no such run. */
export async function replayRun(name: string, options: Replaying, environment: CliEnvironment): Promise<void> {
  const { directory, record } = getRun(name, environment);
  let now = Date.parse(record.startedAt);
  const readers = readersFor({ ...options, check: record.check }, environment, () => now);
  for await (const event of readEvents(directory)) {
    now = event.time;
    for (const reader of readers) reader.report(event);
  }
  for (const reader of readers) reader.close?.();
}

/** For people the clock is the recorded one, and nothing moves. */
function readersFor(
  options: Replaying & { readonly check: boolean },
  environment: CliEnvironment,
  now: () => number,
): readonly Reporter[] {
  const configuration = readConfiguration(environment, undefined);
  if (options.output !== 'human') return reportersFor({ options, environment, configuration });
  const screen = { ...standardScreen(environment, configuration), isTerminal: false, now };
  const { verbose: verbosity, check } = options;
  return [humanReporter({ screen, readSource, verbosity, check, directory: environment.directory })];
}
