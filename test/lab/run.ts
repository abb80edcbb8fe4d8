import { execa } from 'execa';

/** Runs a program of the machine and returns what it printed; a failure carries the last lines of its output. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { input, env, cwd, onLine, timeout } = options;
  const child = execa(command, [...args], {
    reject: false,
    all: true,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    ...(env && { env }),
    ...(cwd !== undefined && { cwd }),
    ...(timeout !== undefined && { timeout }),
  });
  if (onLine) for await (const line of child.iterable({ from: 'all' })) onLine(line);
  const result = await child;
  if (!result.failed) return result.stdout;
  const tail = result.all.split('\n').slice(-15).join('\n').trim();
  throw new Error(`${[command, ...args].join(' ').slice(0, 200)} failed (${reasonOf(result)})${tail && `:\n${tail}`}`);
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called for each line as it comes. */
  readonly onLine?: (line: string) => void;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** Whether a command exists on the machine; Debian keeps some of them in `sbin`, which not every PATH holds. */
export async function hasCommand(name: string): Promise<boolean> {
  const found = await execa('sh', ['-c', 'PATH=$PATH:/usr/sbin:/sbin command -v -- "$1"', 'sh', name], {
    reject: false,
  });
  return found.exitCode === 0;
}

interface Outcome {
  readonly exitCode?: number | undefined;
  readonly timedOut: boolean;
  readonly originalMessage?: string | undefined;
}

function reasonOf(result: Outcome): string {
  if (result.timedOut) return 'timed out';
  return result.exitCode === undefined ? (result.originalMessage ?? 'not started') : `exit code ${result.exitCode}`;
}
