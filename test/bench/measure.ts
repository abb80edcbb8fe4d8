import { execa } from 'execa';

/** A command to be timed. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Something that does the work of the play, or the reason why it cannot be had here. */
export interface Contender {
  readonly name: string;
  readonly version: string;
  /** The commands of one run, all at once: more than one only for the floor, which is a connection a host. */
  readonly commands: readonly Command[];
}

export interface Missing {
  readonly name: string;
  readonly reason: string;
}

export function isMissing(found: Contender | Missing): found is Missing {
  return 'reason' in found;
}

export function isPresent(found: Contender | Missing): found is Contender {
  return !isMissing(found);
}

/** Seconds of each run, in the order they were made. */
export interface Timing {
  readonly name: string;
  readonly seconds: readonly number[];
}

export interface Rounds {
  readonly runs: number;
  /** Called before each command, outside the time. */
  readonly before?: () => Promise<void>;
  readonly progress: (line: string) => void;
}

/** Times contenders in turn, `runs` times over, so that what disturbs the machine disturbs all of them. */
export async function interleave(
  contenders: readonly Contender[],
  { runs, before, progress }: Rounds,
): Promise<Timing[]> {
  const seconds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let run = 1; run <= runs; run++)
    for (const { name, commands } of contenders) {
      await before?.();
      const time = await timed(commands);
      seconds.get(name)?.push(time);
      progress(`${name} ${run}/${runs}: ${time.toFixed(2)} s`);
    }
  return [...seconds].map(([name, times]) => ({ name, seconds: times }));
}

/** Wall-clock seconds until all commands have ended. Throws when one fails: a run that did not do the work says nothing. */
export async function timed(commands: readonly Command[]): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(commands.map(perform));
  return (performance.now() - startedAt) / 1000;
}

export async function perform({ program, args, directory, environment, input }: Command): Promise<string> {
  const given = input === undefined ? { stdin: 'ignore' as const } : { input };
  const done = await execa(program, args, {
    cwd: directory,
    env: environment ?? {},
    reject: false,
    all: true,
    ...given,
  });
  if (done.exitCode === 0) return done.all;
  const tail = done.all.split('\n').slice(-12).join('\n');
  throw new Error(`${[program, ...args].join(' ')} ended with ${done.exitCode ?? 'a signal'}:\n${tail}`);
}

/** The middle one; of an even number, the lower. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
