import { askAll, change, fail, type Conversation } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { attach, sh } from '../../shell/script.js';
import { enterDirectory, failOnDirectory } from '../command/run.js';

/** A program that runs in a terminal of its own on the target, seen through files in a private directory. */
export interface TerminalProgram {
  readonly directory: string;
}

/** What such a program has printed since the last look. */
export interface Printed {
  readonly bytes: Buffer;
  /** `undefined` while it runs. */
  readonly status: number | undefined;
}

/** What to run, where, and whether what is typed is printed. */
export interface Wish {
  readonly command: string;
  readonly chdir: string | undefined;
  readonly echo: boolean;
}

/** Starts a program; the directory is empty in a check run, where nothing is started. */
export function* startProgram({ command, chdir, echo }: Wish): Conversation<TerminalProgram | undefined> {
  const inside = `${echo ? '' : 'stty -echo; '}exec ${command}`;
  const outcome = yield* change({
    what: 'run',
    after: command,
    mayFail: true,
    mayReachOthers: true,
    run: sh`${enterDirectory(chdir)}dir=$(umask 077; mktemp -d) && mkfifo "$dir/in" || exit
(
  exec 3<>"$dir/in"
  SHELL=/bin/sh script -qefc ${inside} /dev/null <&3 >"$dir/out" 2>&1 &
  echo $! >"$dir/pid"
  wait $!
  echo $? >"$dir/ended" && mv "$dir/ended" "$dir/rc"
) </dev/null >/dev/null 2>&1 &
printf %s "$dir"`,
  });
  if (outcome) failOnDirectory(outcome, chdir);
  if (outcome && outcome.status !== 0) fail(`the terminal cannot be opened: ${outcome.stderr.toString().trim()}`);
  return outcome && { directory: outcome.stdout.toString() };
}

/** Looks at a program again; `turn` tells the looks apart. */
export function* lookAt(
  { directory }: TerminalProgram,
  { offset, turn }: { readonly offset: number; readonly turn: number },
): Conversation<Printed> {
  const script = sh`: ${turn}; cat -- ${`${directory}/rc`} 2>/dev/null || echo; tail -c +${offset + 1} -- ${`${directory}/out`} 2>/dev/null`;
  const [printed] = yield* askAll([
    probe(script, ({ stdout }): Printed => {
      const end = stdout.indexOf(0x0a);
      const status = stdout.toString('latin1', 0, end);
      return { bytes: stdout.subarray(end + 1), status: status === '' ? undefined : Number(status) };
    }),
  ]);
  return printed ?? { bytes: Buffer.alloc(0), status: undefined };
}

export function* typeInto({ directory }: TerminalProgram, text: string): Conversation<void> {
  yield* change({ what: 'answer', counts: false, run: sh`cat -- ${attach(text)} >${`${directory}/in`}` });
}

/** Removes what a program left behind, and ends it if it still runs. */
export function* clearUp({ directory }: TerminalProgram): Conversation<void> {
  yield* change({
    what: 'clear up',
    counts: false,
    run: sh`[ -e ${`${directory}/rc`} ] || kill "$(cat -- ${`${directory}/pid`})" 2>/dev/null; rm -rf -- ${directory}`,
  });
}
