import {
  arg,
  ask,
  change,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
  type ValuesOf,
} from '../module-kit/index.js';
import { probe, type Question } from '../questions/question.js';
import { attach, sh, type Script } from '../shell/script.js';

const args = {
  src: arg.path({
    required: true,
    aliases: ['patchfile'],
    doc: 'The patch: a file of the controller, among the files.',
  }),
  remote_src: arg.boolean({ default: false, doc: 'The patch is on the target.' }),
  basedir: arg.path({ doc: 'The directory that it is applied in.' }),
  dest: arg.path({ aliases: ['originalfile'], doc: 'The one file that is patched.' }),
  strip: arg.integer({ default: 0, doc: 'How many directories of the names in the patch are left out.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the patch is in.' }),
  backup: arg.boolean({ default: false, doc: 'Keep the old files, with numbers.' }),
  binary: arg.boolean({ default: false, doc: 'Leave line ends of DOS as they are.' }),
  ignore_whitespace: arg.boolean({ default: false, doc: 'Ignore changes of blanks.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const patch = defineAction({
  name: 'ansible.posix.patch',
  summary: 'Apply a patch to files of the target, or take it back.',
  args,
  rules: { requiredOneOf: [['dest', 'basedir']] },
  examples: ['ansible.posix.patch: { src: fix.patch, basedir: /srv/app, strip: 1 }'],

  *run(given, controller): Conversation<ActionResult> {
    const source = sourceOf(given, controller);
    const { isDone } = yield* ask({ isDone: patchNow(given, source) });
    if (isDone) return { result: { changed: false } };
    const isReverse = given.state === 'absent';
    const outcome = yield* change({
      what: isReverse ? 'take patch back' : 'patch',
      after: given.dest ?? given.basedir,
      run: patchWith(given, source, { isReverse, isDry: false }),
      mayFail: true,
    });
    if (outcome && outcome.status !== 0)
      fail(outcome.stdout.toString() || outcome.stderr.toString(), { changed: false });
    return { result: { changed: true } };
  },
});

/** The patch as a word of sh. */
function sourceOf({ src, remote_src }: Args, controller: Controller): Script {
  return remote_src ? sh`${src}` : sh`${attach(controller.readFile(controller.getFile('files', src)))}`;
}

/** Whether all is as wanted: the patch can be taken back, or put in where it shall be absent. What can be neither is a failure. */
function patchNow(given: Args, source: Script): Question<boolean> {
  const { src, remote_src, basedir, dest, state } = given;
  const isReverse = state === 'absent';
  const script = sh`command -v patch >/dev/null || exit 99
${remote_src ? sh`[ -r ${src} ] || { echo ${`src ${src} doesn't exist or not readable`}; exit 98; }` : sh``}
${dest === undefined ? sh`` : sh`[ -w ${dest} ] || { echo ${`dest ${dest} doesn't exist or not writable`}; exit 98; }`}
${basedir === undefined ? sh`` : sh`[ -e ${basedir} ] || { echo ${`basedir ${basedir} doesn't exist`}; exit 98; }`}
( ${patchWith(given, source, { isReverse: !isReverse, isDry: true })} ) >/dev/null 2>&1 && exit 97
${patchWith(given, source, { isReverse, isDry: true })}`;
  return probe(script, ({ status, stdout, stderr }) => {
    if (status === 97) return true;
    if (status === 99) fail('Failed to find required executable "patch": install the package patch on the target');
    if (status === 98) fail(stdout.toString().trim(), { changed: false });
    if (status !== 0) fail(stdout.toString() || stderr.toString(), { changed: false });
    return false;
  });
}

interface Direction {
  readonly isReverse: boolean;
  readonly isDry: boolean;
}

function patchWith(given: Args, source: Script, { isReverse, isDry }: Direction): Script {
  const { dest, strip } = given;
  const basedir = given.basedir ?? dest?.replace(/\/[^/]*$/, '/') ?? '/';
  const options = [
    '--quiet',
    '--forward',
    '--batch',
    '--reject-file=-',
    `--strip=${strip}`,
    `--directory=${basedir}`,
    ...(isDry ? ['--dry-run'] : []),
    ...(isReverse ? ['--reverse'] : []),
    ...(given.binary ? ['--binary'] : []),
    ...(given.ignore_whitespace ? ['--ignore-whitespace'] : []),
    ...(given.backup && !isDry ? ['--backup', '--version-control=numbered'] : []),
  ];
  return sh`patch ${options} --input=${source} ${dest === undefined ? [] : [dest]}`;
}
