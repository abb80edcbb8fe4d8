import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommanderError } from 'commander';
// What a run needs is loaded when it begins: here before the first test, whose time it must not take.
import '../../../src/cli/run-or-list.js';
import { buildProgram } from '../../../src/cli/program.js';
import { reportError } from '../../../src/cli/report-error.js';
import { memoryEnvironment } from '../../inventory/memory-environment.js';

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly notes: string;
}

export interface Site {
  readonly directory: string;
  write(name: string, text: string): void;
  /** Runs a command line in the site; `answers` are typed at its terminal. */
  provision(
    words: readonly string[],
    answers?: readonly string[],
    variables?: Readonly<Record<string, string>>,
  ): Promise<Ran>;
  remove(): void;
}

/** A directory of content with the hosts `a` and `b`, which are this machine. */
export function makeSite(files: Readonly<Record<string, string>>): Site {
  const directory = mkdtempSync(join(tmpdir(), 'provision-records-'));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  };
  write('inventory', 'a ansible_connection=local\nb ansible_connection=local\n');
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    directory,
    write,
    remove: () => rmSync(directory, { recursive: true, force: true }),
    async provision(words, answers, given = {}) {
      const variables = { HOME: directory, PATH: '/usr/bin:/bin', ...given };
      const environment = {
        ...memoryEnvironment(directory, { variables, ...(answers ? { answers } : {}) }),
        isInteractive: answers !== undefined,
      };
      let code: number | undefined;
      try {
        await buildProgram(environment).parseAsync([...words], { from: 'user' });
      } catch (thrown) {
        code = thrown instanceof CommanderError ? thrown.exitCode : reportError(thrown, environment);
      }
      return {
        code: code ?? environment.exitCodes.at(-1) ?? 0,
        output: environment.output(),
        notes: environment.notes.join('\n'),
      };
    },
  };
}
