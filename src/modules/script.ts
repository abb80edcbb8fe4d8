import {
  arg,
  ask,
  change,
  defineAction,
  fail,
  type Conversation,
  type ActionResult,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { stat } from '../questions/stat.js';
import { attach, sh, type Attachment, type Script } from '../shell/script.js';
import { splitFirstWord } from '../shell/split-words.js';
import { enterDirectory, failOnDirectory } from './command/run.js';

const args = {
  _raw_params: arg.string({ doc: 'The script on the controller and its arguments, written without a name.' }),
  cmd: arg.string({ doc: 'The script on the controller and its arguments.' }),
  chdir: arg.path({ doc: 'Directory to run in.' }),
  creates: arg.path({ doc: 'If this path exists, the script is not run.' }),
  removes: arg.path({ doc: 'Unless this path exists, the script is not run.' }),
  executable: arg.string({ doc: 'The program to run the script with.' }),
  decrypt: arg.boolean({ default: true, doc: 'Decrypt the script when it is a vault file.' }),
} as const;

export const script = defineAction({
  name: 'ansible.builtin.script',
  summary: 'Run a script of the controller on the target.',
  freeForm: '_raw_params',
  args,
  rules: { mutuallyExclusive: [['_raw_params', 'cmd']], requiredOneOf: [['_raw_params', 'cmd']] },
  examples: [
    'script: migrate.sh --from 1',
    'script: { cmd: report.py, executable: python3, creates: /var/lib/report }',
  ],

  *run(given, controller): Conversation<ActionResult> {
    const text = given._raw_params ?? given.cmd ?? '';
    const split = splitFirstWord(text);
    if (!split || split.word === '') fail('script needs the path of a script on the controller');
    const path = controller.getFile('files', split.word);
    const reason = yield* findReasonToSkip(given);
    if (reason !== undefined) return { result: { changed: false, skipped: true, msg: reason } };
    const run = scriptOf(given, attach(controller.readFile(path, given.decrypt)), split.rest);
    const outcome = yield* change({ what: 'run', after: text, run, mayFail: true, mayReachOthers: true, speaks: true });
    if (!outcome) return { result: inCheckMode(given) };
    failOnDirectory(outcome, given.chdir);
    const keys = { changed: true, rc: outcome.status, ...outputKeys(outcome, false) };
    return { result: outcome.status === 0 ? keys : { ...keys, failed: true, msg: 'non-zero return code' } };
  },
});

/** The arguments are shell text, as in Ansible: a shell of their own expands them, and `$0` is the script. */
function scriptOf({ chdir, executable }: ValuesOf<typeof args>, file: Attachment, rest: string): Script {
  const enter = enterDirectory(chdir);
  if (executable !== undefined) return sh`${enter}exec sh -c ${`exec ${executable} "$0" ${rest}`} ${file}`;
  return sh`${enter}chmod u+x ${file} && exec sh -c ${`exec "$0" ${rest}`} ${file}`;
}

function inCheckMode({ creates, removes }: ValuesOf<typeof args>): Result {
  return creates === undefined && removes === undefined
    ? { changed: false, skipped: true, msg: 'Check mode is not supported for this task.' }
    : { changed: true };
}

/** Unlike those of `command`, these paths are no patterns. */
function* findReasonToSkip({ creates, removes }: ValuesOf<typeof args>): Conversation<string | undefined> {
  if (creates !== undefined && (yield* exists(creates))) return `${creates} exists, matching creates option`;
  if (removes !== undefined && !(yield* exists(removes))) return `${removes} does not exist, matching removes option`;
  return undefined;
}

function* exists(path: string): Conversation<boolean> {
  return (yield* ask({ now: stat(path, true) })).now.exists;
}
