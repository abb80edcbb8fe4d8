import { resolve } from 'node:path';
import type { Configuration } from '../config/load-configuration.js';
import type { Reporter } from '../events/bus.js';
import { profileReporter } from '../reporters/profile/profile-reporter.js';
import type { Clocks } from '../reporters/profile/time-shares.js';
import { traceReporter } from '../reporters/profile/trace-reporter.js';
import { paint } from '../reporters/style.js';
import type { CliEnvironment } from './environment.js';
import { openLogFile } from './log-file.js';
import type { RunOptions } from './run-options.js';
import { wantsColour } from './screen.js';

const defaultTrace = 'provision-trace.json';

type ProfileFlags = Pick<RunOptions, 'profile' | 'profileOutput'>;

/** Whether the run is to be measured. */
export function wantsProfile({ profile, profileOutput }: ProfileFlags): boolean {
  return profile === true || profileOutput !== undefined;
}

interface Profiling {
  readonly options: ProfileFlags;
  readonly environment: CliEnvironment;
  readonly configuration: Configuration;
}

/** The table and the trace of `--profile`. Where programs read the output, the table goes to standard error. */
export function profileReporters(
  { options, environment, configuration }: Profiling,
  isForPrograms: boolean,
): Reporter[] {
  const trace = options.profileOutput ?? defaultTrace;
  const file = openLogFile(resolve(environment.directory, trace));
  const clocks = clocksSince(environment.calledAt);
  const written = traceReporter({ now: () => clocks.now(), write: (text) => file.write(text) });
  const hasColour = !isForPrograms && wantsColour(environment, configuration);
  const table = profileReporter({
    clocks,
    look: { style: paint(hasColour), width: environment.columns() },
    trace,
    writeOutput: (text) => (isForPrograms ? environment.note(text.trimEnd()) : environment.writeOutput(text)),
  });
  return [
    {
      report: (event) => written.report(event),
      close() {
        written.close?.();
        file.close();
      },
    },
    table,
  ];
}

/** Clocks that begin when the command was called: the process itself may have been there long before. */
function clocksSince(calledAt: number | undefined): Clocks {
  const start = calledAt ?? 0;
  const busyBefore = calledAt === undefined ? 0 : performance.eventLoopUtilization().active;
  return {
    now: () => performance.now() - start,
    busy: () => performance.eventLoopUtilization().active - busyBefore,
  };
}
