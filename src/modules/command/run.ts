import { ask, change, fail, type Conversation, type Result } from '../../module-kit/index.js';
import { formatDateTime, formatDuration, readClock } from '../../module-kit/clock.js';
import { outputKeys, textKeys } from '../../module-kit/output.js';
import { directoryWord, glob } from '../../questions/glob.js';
import { quote } from '../../shell/quote.js';
import { attach, sh, type Script } from '../../shell/script.js';
import type { Json } from '../../values/json.js';
import type { Outcome } from '../../transport/connection.js';

/** What `command` and `shell` have in common once they know what to run. */
export interface Run {
  /** For the result: a list of words, or the text for a shell. */
  readonly cmd: Json;
  /** For people. */
  readonly shown: string;
  /** What to execute; its failure to start is told apart from a failure of the program itself. */
  readonly run: Script;
  readonly chdir?: string | undefined;
  readonly creates?: string | undefined;
  readonly removes?: string | undefined;
  readonly stdin?: string | undefined;
  readonly stdin_add_newline: boolean;
  readonly strip_empty_ends: boolean;
}

/** Runs a program unless `creates` or `removes` say that it has been run. */
export function* runCommand(options: Run): Conversation<Result> {
  const reason = yield* findReasonToSkip(options);
  if (reason !== undefined)
    return notRun(options, `Did not run command since ${reason}`, `skipped, since ${reason.replaceAll("'", '')}`);
  const start = yield* readClock();
  const { cmd, chdir, strip_empty_ends } = options;
  const outcome = yield* change({
    what: 'run',
    after: options.shown,
    run: scriptOf(options),
    mayFail: true,
    mayReachOthers: true,
    speaks: true,
    job: { cmd, strip_empty_ends, ...(chdir === undefined ? {} : { chdir }) },
  });
  if (outcome) return resultOf(options, outcome, start, yield* readClock());
  return yield* inCheckMode(options);
}

/** A command that was not run still fails where its directory does not exist. */
function* inCheckMode(options: Run): Conversation<Result> {
  const { chdir, creates, removes, cmd } = options;
  if (chdir !== undefined && !(yield* ask({ found: glob({ pattern: '.', directory: chdir }) })).found)
    failWithoutDirectory(chdir, neverBegun(cmd));
  const meant = notRun(options, 'Command would have run if not in check mode', '');
  const isDecided = creates !== undefined || removes !== undefined;
  return isDecided ? { ...meant, changed: true } : { ...meant, skipped: true, failed: false };
}

/** Why nothing needs to be run, if so: the paths of `creates` and `removes` are looked up in one trip. */
function* findReasonToSkip(options: Pick<Run, 'chdir' | 'creates' | 'removes'>): Conversation<string | undefined> {
  const { chdir: directory, creates, removes } = options;
  if (creates !== undefined && removes !== undefined) {
    const found = yield* ask({
      made: glob({ pattern: creates, directory }),
      there: glob({ pattern: removes, directory }),
    });
    return found.made ? `'${creates}' exists` : found.there ? undefined : `'${removes}' does not exist`;
  }
  if (creates !== undefined)
    return (yield* ask({ made: glob({ pattern: creates, directory }) })).made ? `'${creates}' exists` : undefined;
  if (removes === undefined) return undefined;
  return (yield* ask({ there: glob({ pattern: removes, directory }) })).there
    ? undefined
    : `'${removes}' does not exist`;
}

const noDirectory = 'provision: cannot change directory';

/** Changes the directory, or says that it could not so that {@link failOnDirectory} knows. */
export function enterDirectory(chdir: string | undefined): Script {
  if (chdir === undefined) return sh``;
  return sh`CDPATH= cd -P -- ${directoryWord(chdir)} >/dev/null 2>&1 || { echo ${noDirectory} >&2; exit 125; }
`;
}

export function failOnDirectory(
  outcome: Outcome,
  chdir: string | undefined,
  keys: Readonly<Record<string, Json>> = {},
): void {
  if (outcome.status !== 125 || outcome.stderr.toString().trim() !== noDirectory) return;
  failWithoutDirectory(chdir ?? '', keys);
}

function failWithoutDirectory(chdir: string, keys: Readonly<Record<string, Json>>): never {
  fail(`Unable to change directory before execution: there is no directory '${chdir}', or it may not be entered`, {
    ...keys,
    changed: false,
  });
}

/** What a result holds of a program that was not begun. */
function neverBegun(cmd: Run['cmd']): Readonly<Record<string, Json>> {
  return { cmd, rc: null, delta: null, start: null, end: null, ...textKeys('', '') };
}

function scriptOf(options: Run): Script {
  const { chdir, stdin, stdin_add_newline } = options;
  const input =
    stdin === undefined
      ? sh``
      : sh`exec <${attach(stdin_add_newline ? `${stdin}\n` : stdin)}
`;
  return sh`${input}${enterDirectory(chdir)}exec ${options.run}`;
}

/** What the result of a program tells besides how it ended. */
export type Told = Pick<Run, 'cmd' | 'chdir' | 'strip_empty_ends'>;

/** The result of a program that has run; times are milliseconds since the epoch. */
export function resultOf(options: Told, outcome: Outcome, start: number, end: number): Result {
  failOnDirectory(outcome, options.chdir, neverBegun(options.cmd));
  failOnStart(options, outcome);
  const keys = {
    cmd: options.cmd,
    rc: outcome.status,
    start: formatDateTime(start),
    end: formatDateTime(end),
    delta: formatDuration(end - start),
    ...outputKeys(outcome, options.strip_empty_ends),
  };
  if (outcome.status === 0) return { ...keys, changed: true, msg: '' };
  return { ...keys, changed: true, failed: true, msg: 'non-zero return code' };
}

/** A shell's complaint that `exec` found nothing to run, as Ansible reports the system's error. */
function failOnStart({ cmd }: Told, outcome: Outcome): void {
  if (outcome.status !== 126 && outcome.status !== 127) return;
  const complaint =
    /(?:^|\s)exec: (?:line \d+: )?(.*: (?:not found|permission denied|no such file or directory|cannot execute.*|is a directory))\s*$/i;
  const why = complaint.exec(outcome.stderr.toString())?.[1];
  if (why === undefined || outcome.stdout.length > 0) return;
  fail(`Error executing command: ${why}`, {
    changed: false,
    // Told as one text, as a shell would take it.
    cmd: Array.isArray(cmd) ? cmd.map((word) => quote(String(word))).join(' ') : cmd,
    rc: outcome.status === 127 ? 2 : 13,
    ...textKeys('', ''),
  });
}

function notRun({ cmd }: Run, msg: string, stdout: string): Result {
  return { changed: false, cmd, rc: 0, start: null, end: null, delta: null, msg, ...textKeys(stdout, '') };
}
