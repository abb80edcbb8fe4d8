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
import { probe, type Question } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { directoryWord } from '../questions/glob.js';

const args = {
  name: arg.string({ required: true, doc: 'The setting: `user.email`.' }),
  value: arg.string({ doc: 'Its value.' }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether it is set.' }),
  scope: arg.oneOf('file', 'local', 'global', 'system')({ doc: 'Where; system by default.' }),
  repo: arg.path({ doc: 'The repository, with scope local.' }),
  file: arg.path({ doc: 'The file, with scope file.' }),
  add_mode: arg.oneOf('add', 'replace-all')({ default: 'replace-all', doc: 'Whether other values of it stay.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const gitConfig = defineModule({
  name: 'community.general.git_config',
  summary: 'Keep settings of git.',
  args,
  rules: {
    requiredIf: [
      ['scope', 'local', ['repo']],
      ['scope', 'file', ['file']],
      ['state', 'present', ['value']],
    ],
  },
  examples: ['community.general.git_config: { name: user.email, scope: global, value: ada@example.org }'],

  *run(given): Conversation<Result> {
    const { name, value = '', state, add_mode } = given;
    const { found } = yield* ask({ found: current(given) });
    const { git, values } = found;
    if (state === 'absent' && values.length === 0) return { changed: false, msg: 'no setting to unset' };
    const isThere = add_mode === 'add' ? values.includes(value) : values.length === 1 && values[0] === value;
    if (state === 'present' && isThere) return { changed: false, msg: '' };
    const action = state === 'absent' ? ['--unset-all', name] : [`--${add_mode}`, name, value];
    const words = [git, ...baseOf(given), ...action];
    const outcome = yield* change({
      what: state === 'absent' ? 'unset' : 'set',
      before: values.join(', '),
      after: state === 'absent' ? undefined : `${name}=${value}`,
      run: sh`${directory(given)}${words}`,
      mayFail: true,
    });
    if (outcome && outcome.status !== 0)
      fail(outcome.stderr.toString(), { changed: false, rc: outcome.status, cmd: words });
    const after = state === 'absent' ? [] : add_mode === 'add' ? [...values, value] : [value];
    const header = words.join(' ');
    const diff = { before: sideOf(values), after: sideOf(after), before_header: header, after_header: header };
    return { changed: true, msg: 'setting changed', diff };
  },
});

/** One value as a line, several as a list. */
function sideOf(values: readonly string[]): string | readonly string[] {
  return values.length > 1 ? values : `${values[0] ?? ''}\n`;
}

function baseOf({ scope = 'system', file = '' }: Args): string[] {
  return ['config', '--includes', ...(scope === 'file' ? ['-f', file] : [`--${scope}`])];
}

/** A repository is where git is started; all else is not to be mistaken for one. */
function directory({ scope, repo = '' }: Args) {
  return scope === 'local' ? sh`cd -- ${directoryWord(repo)} || exit 98\n` : sh`cd /\n`;
}

interface Current {
  /** The path of git. */
  readonly git: string;
  readonly values: readonly string[];
}

function current(given: Args): Question<Current> {
  const script = sh`command -v git || exit 99
${directory(given)}git ${baseOf(given)} -z --get-all ${given.name}`;
  return probe(script, ({ status, stdout, stderr }) => {
    if (status === 99) fail('Failed to find required executable "git": install it on the target');
    if (status === 98) fail(`${given.repo ?? ''} is no directory of the target`);
    const text = stdout.toString();
    const end = text.indexOf('\n');
    // 1 is an unset name, or one that cannot be: setting it tells.
    if (status > 1 && !/error: key does not contain/.test(stderr.toString())) fail(stderr.toString(), { rc: status });
    return {
      git: text.slice(0, end),
      values: text
        .slice(end + 1)
        .split('\0')
        .slice(0, -1),
    };
  });
}
