import type { Reporter } from '../../events/bus.js';
import { Ledger } from './ledger.js';
import { profileLines, type TableLook } from './profile-table.js';
import type { Clocks } from './time-shares.js';

export interface ProfileOptions {
  readonly clocks: Clocks;
  readonly look: TableLook;
  /** Where the trace is written, to be named at the end. */
  readonly trace: string;
  writeOutput(text: string): void;
}

/** Prints where the run's time went, when it has ended. */
export function profileReporter({ clocks, look, trace, writeOutput }: ProfileOptions): Reporter {
  const ledger = new Ledger(clocks);
  return {
    report: (event) => ledger.on(event),
    close() {
      const lines = [
        '',
        ...profileLines(ledger, look),
        look.style.dim(`  trace: ${trace} · open it in ui.perfetto.dev or chrome://tracing`),
      ];
      writeOutput(lines.map((line) => `${line}\n`).join(''));
    },
  };
}
