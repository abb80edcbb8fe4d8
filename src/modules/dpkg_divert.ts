import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { systemPath } from './programs/path.js';

const args = {
  path: arg.path({ required: true, doc: 'The file that is diverted.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it is diverted.' }),
  holder: arg.string({ doc: 'The package whose file stays where it is; LOCAL for none.' }),
  divert: arg.path({ doc: 'Where the file of packages goes; by default the path with .distrib.' }),
  rename: arg.boolean({ default: false, doc: 'Move the file too.' }),
  force: arg.boolean({ default: false, doc: 'Move it also over another file.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dpkgDivert = defineModule({
  name: 'community.general.dpkg_divert',
  summary: 'Let a file of a Debian package be put somewhere else.',
  args,
  examples: ['dpkg_divert: { path: /etc/screenrc, rename: true }'],

  *run(given, target): Conversation<Result> {
    const { path, state } = given;
    const { now } = yield* ask({ now: diversionOf(path) });
    const wanted = wantedOf(given);
    const isRight = now.state === state && now.holder === wanted.holder && now.divert === wanted.divert;
    const steps = isRight ? [] : stepsOf(given, now);
    const told = {
      commands: steps.map((words) => words.join(' ')),
      messages: isRight
        ? [leaving(now)]
        : [
            ...(now.state === 'present' ? [`Removing '${nameOf(now)}'`] : []),
            ...(state === 'present' ? [`Adding '${nameOf(wanted)}'`] : []),
          ],
      diversion: { ...wanted },
      ...(target.diff ? { diff: { before: { ...now }, after: { ...wanted } } } : {}),
    };
    if (isRight) return { changed: false, ...told };
    const outcome = yield* change({
      what: 'diversion',
      before: now.divert ?? '',
      after: wanted.divert ?? '',
      run: script(given, now, steps),
      mayFail: true,
    });
    if (outcome && outcome.status !== 0) {
      const [stdout, stderr] = [outcome.stdout.toString(), outcome.stderr.toString()];
      const isInTheWay = stderr.includes('overwriting') && !given.force;
      const msg = isInTheWay ? "Set 'force' param to True to force renaming of files." : stderr.trim();
      fail(msg, { changed: false, rc: outcome.status, stdout, stderr, diversion: { ...now } });
    }
    return { changed: true, ...told };
  },
});

interface Diversion extends Readonly<Record<string, Json>> {
  readonly divert: string | null;
  readonly holder: string | null;
  readonly path: string;
  readonly state: 'absent' | 'present';
}

/** `dpkg-divert --list` prints `diversion of PATH to OTHER by PACKAGE`, or `local diversion of ...`. */
function diversionOf(path: string) {
  const question = sh`${systemPath} command -v dpkg-divert >/dev/null || exit 99
dpkg-divert --listpackage ${path}; dpkg-divert --truename ${path}`;
  return probe(question, ({ status, stdout }): Diversion => {
    if (status === 99) fail('the target has no dpkg-divert: this is no Debian');
    const lines = stdout.toString().trim().split('\n');
    if (lines.length < 2) return { divert: null, holder: null, path, state: 'absent' };
    return { divert: lines[1] ?? null, holder: lines[0] ?? null, path, state: 'present' };
  });
}

/** How it is afterwards; what the task does not say is as dpkg-divert has it by default. */
function wantedOf({ path, state, holder, divert }: Args): Diversion {
  if (state === 'absent') return { divert: null, holder: null, path, state };
  return { divert: divert ?? `${path}.distrib`, holder: holder ?? 'LOCAL', path, state };
}

function nameOf({ path, divert, holder }: Diversion): string {
  const to = `diversion of ${path} to ${divert ?? ''}`;
  return holder === 'LOCAL' ? `local ${to}` : `${to} by ${holder ?? ''}`;
}

function leaving(now: Diversion): string {
  if (now.state === 'present') return `Leaving '${nameOf(now)}'`;
  return `No diversion 'any diversion of ${now.path}', none removed.`;
}

/** dpkg-divert cannot change a diversion: it is removed and made again. */
function stepsOf({ path, state, holder, divert, rename }: Args, now: Diversion): string[][] {
  const moving = rename ? '--rename' : '--no-rename';
  const owner = holder === undefined || holder === 'LOCAL' ? ['--local'] : ['--package', holder];
  const removal = ['dpkg-divert', moving, '--remove', path];
  const addition = [
    'dpkg-divert',
    moving,
    ...owner,
    ...(divert === undefined ? [] : ['--divert', divert]),
    '--add',
    path,
  ];
  return [...(now.state === 'present' ? [removal] : []), ...(state === 'present' ? [addition] : [])];
}

/** The file in the way goes just before the other one is moved there. */
function script({ path, divert, state, rename, force }: Args, now: Diversion, steps: readonly string[][]): Script {
  const place = state === 'present' ? (divert ?? `${path}.distrib`) : path;
  const source = state === 'present' ? path : (now.divert ?? '');
  const clearing = force && rename ? sh`if [ -e ${source} ]; then rm -f -- ${place}; fi &&` : rawShell('');
  return sh`${systemPath} ${clearing} ${joinScripts(
    steps.map((words) => sh`${words}`),
    ' &&\n',
  )}`;
}
