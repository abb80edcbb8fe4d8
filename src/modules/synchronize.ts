import {
  ask,
  change,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
  type Result,
} from '../module-kit/index.js';
import { linesOf } from '../module-kit/output.js';
import { program } from '../questions/program.js';
import { attach, rawShell, sh, type Script } from '../shell/script.js';
import { quote } from '../shell/quote.js';
import { toText } from '../values/repr.js';
import type { Outcome } from '../transport/connection.js';
import { synchronizeArguments, type SynchronizeArgs } from './synchronize/arguments.js';
import { journeyOf, passageOf, type Journey } from './synchronize/ends.js';
import { changeMark, rsyncWords, saysChanged } from './synchronize/words.js';

export const synchronize = defineAction({
  name: 'ansible.posix.synchronize',
  summary: 'Bring two directories to the same content with rsync.',
  args: synchronizeArguments,
  rules: {
    words: Object.fromEntries(
      ['dest', 'src', 'dest, src'].map((names) => [
        `missing required arguments: ${names}`,
        'synchronize requires both src and dest parameters are set',
      ]),
    ),
  },
  // rsync reaches the host by itself, or the host that the task is delegated to by a script.
  withoutTarget: true,
  // What rsync changes nobody can know before.
  isOpaque: true,
  examples: [
    'ansible.posix.synchronize: { src: site/, dest: /srv/www, delete: true }',
    'ansible.posix.synchronize: { src: /var/backups/, dest: backups/, mode: pull, rsync_opts: ["--exclude=*.tmp"] }',
  ],

  *run(given, controller): Conversation<ActionResult> {
    const journey = journeyOf(given, controller);
    const local = controller.findVariable('ansible_rsync_path') ?? 'rsync';
    const [rsync, ssh] = yield* findPrograms(toText(local), journey, controller);
    const passage = passageOf(given, journey, controller.reach, ssh);
    const words = [rsync, ...rsyncWords(given, passage, journey.ends, controller.check)];
    const outcome = yield* transfer(words, journey, controller);
    return { result: resultOf(given, words, outcome, controller.target.diff) };
  },
});

/** The paths of rsync and of the ssh that it starts, where the task starts them. */
function* findPrograms(
  name: string,
  { from, over }: Journey,
  controller: Controller,
): Conversation<readonly [rsync: string, ssh: string]> {
  const names = [name, 'ssh'];
  const found =
    from === 'delegate'
      ? Object.values(yield* ask({ rsync: program(name), ssh: program('ssh') }))
      : yield* programsHere(names, controller);
  const [rsync, ssh] = found;
  const place = from === 'delegate' ? 'the host that the task is delegated to' : 'the controller';
  if (rsync === undefined) fail(`Failed to find required executable "${name}": ${place} needs the package rsync`);
  if (over && ssh === undefined) fail(`Failed to find required executable "ssh": ${place} needs openssh-client`);
  return [rsync, ssh ?? 'ssh'];
}

function* programsHere(names: readonly string[], controller: Controller): Conversation<(string | undefined)[]> {
  const script = sh`for name in ${names}; do command -v "$name" || echo; done`;
  const { stdout } = yield* controller.runHere(script, { changesTarget: false });
  const lines = stdout.toString().split('\n');
  return names.map((_, index) => lines[index] || undefined);
}

/** rsync itself knows what a check run is: it is started in both. */
function* transfer(words: readonly string[], journey: Journey, controller: Controller): Conversation<Outcome> {
  const { from, over } = journey;
  if (from === 'delegate') {
    const told = yield* change({
      what: 'synchronize',
      run: sh`${words}`,
      counts: false,
      inCheckMode: true,
      mayFail: true,
      mayReachOthers: true,
    });
    return told ?? fail('rsync was not run');
  }
  const run =
    over?.password === undefined || over.privateKeyFile !== undefined
      ? sh`${words}`
      : withPassword(words, over.password.reveal());
  const outcome = yield* controller.runHere(run, { changesTarget: true });
  if (outcome.status === noSshpass)
    fail('to use rsync connection with passwords, you must install the sshpass program on the controller');
  return outcome;
}

const noSshpass = 93;

/** The password goes to sshpass by a file of its own; it is on no command line. */
function withPassword(words: readonly string[], password: string): Script {
  return sh`command -v sshpass >/dev/null || exit ${rawShell(String(noSshpass))}
sshpass -d 3 ${words} 3<${attach(`${password}\n`)}`;
}

function resultOf(
  given: SynchronizeArgs,
  words: readonly string[],
  { status, stdout, stderr }: Outcome,
  isDiff: boolean,
): Result {
  const cmd = words.map(shown).join(' ');
  if (status !== 0) fail(stderr.toString() || `rsync ended with the status ${status}`, { cmd, rc: status });
  const output = stdout.toString();
  const msg = output.replaceAll(changeMark, '');
  return {
    changed: saysChanged(output, given),
    msg,
    rc: 0,
    cmd,
    stdout_lines: linesOf(msg).filter((line) => line !== ''),
    ...(isDiff ? { diff: { prepared: msg } } : {}),
  };
}

/** As people would type it: of an option with a value only the value is quoted. */
function shown(word: string): string {
  const [, option = '', value = word] = /^(--[\w-]+=)(.*)$/s.exec(word) ?? [];
  return option + (/^[\w@%+=:,./*-]+$/.test(value) ? value : quote(value));
}
