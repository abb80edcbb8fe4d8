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
import { attach, sh } from '../shell/script.js';
import { toText } from '../values/repr.js';
import type { Value } from '../values/value.js';

const args = {
  name: arg.string({ required: true, aliases: ['pkg'], doc: 'The package.' }),
  question: arg.string({ aliases: ['selection', 'setting'], doc: 'What is asked.' }),
  vtype: arg.oneOf(
    'boolean',
    'error',
    'multiselect',
    'note',
    'password',
    'seen',
    'select',
    'string',
    'text',
    'title',
  )({ doc: 'The type of the answer.' }),
  value: arg.raw({ aliases: ['answer'], doc: 'The answer; a list for multiselect.' }),
  unseen: arg.boolean({ default: false, doc: 'Leave the question to be asked all the same.' }),
} as const;

type Args = ValuesOf<typeof args>;
type Answers = Readonly<Record<string, string>>;

export const debconf = defineModule({
  name: 'ansible.builtin.debconf',
  summary: "Answer a Debian package's questions before it asks them.",
  args,
  rules: { requiredTogether: [['question', 'vtype', 'value']] },
  examples: [
    'debconf: { name: tzdata }',
    'debconf: { name: locales, question: locales/default_environment_locale, vtype: select, value: fr_FR.UTF-8 }',
  ],

  *run(given): Conversation<Result> {
    const { name, question } = given;
    const { previous } = yield* ask({ previous: answersOf(name) });
    if (question === undefined) return { changed: false, msg: '', current: previous };
    const value = textOf(given);
    if (!(yield* isDifferent(given, value, previous[question]))) return { changed: false, msg: '', current: previous };
    const old = previous[question];
    // Of a new question the others are told, as in Ansible.
    const before = old === undefined ? { ...previous, [question]: '' } : { [question]: old };
    const after = { [question]: value };
    yield* change({
      what: 'answer',
      ...(given.vtype === 'password'
        ? {}
        : { before: old ?? '', after: value, diff: { before, after: { ...before, ...after } } }),
      run: sh`debconf-set-selections ${given.unseen ? ['-u'] : []} <${attach(`${name} ${question} ${given.vtype ?? ''} ${value}\n`)}`,
    });
    return { changed: true, msg: '', current: after, previous: before };
  },
});

function answersOf(name: string): Question<Answers> {
  return probe(sh`command -v debconf-show >/dev/null || exit 99; debconf-show -- ${name}`, ({ status, stdout }) => {
    if (status === 99) fail('the target has no debconf-show: this is no Debian, or debconf is not installed');
    const lines = stdout.toString().split('\n');
    return Object.fromEntries(
      lines.flatMap((line) => {
        const [, question, answer = ''] = /^[*\s]*([^:\s]+):\s*(.*)$/.exec(line) ?? [];
        return question === undefined ? [] : [[question, answer.trim()]];
      }),
    );
  });
}

/** A boolean is written in small letters, the choices of a list with commas. */
function textOf({ value = '', vtype }: Args): string {
  if (vtype === 'multiselect' && Array.isArray(value)) {
    const other = value.find((member) => typeof member !== 'string');
    if (other !== undefined)
      fail(`Invalid value provided for 'multiselect': ${toText(other)} is no string`, { changed: false });
    return sorted(value.map(toText)).join(', ');
  }
  const text = typeof value === 'string' ? value : toText(value as Value);
  return vtype === 'boolean' ? text.toLowerCase() : text;
}

function sorted(choices: readonly string[]): string[] {
  return [...choices].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
}

function* isDifferent(given: Args, wanted: string, known: string | undefined): Conversation<boolean> {
  if (known === undefined) return true;
  if (given.vtype === 'password') return (yield* ask({ now: passwordOf(given) })).now !== wanted;
  if (given.vtype === 'boolean') return known.toLowerCase() !== wanted;
  if (given.vtype !== 'multiselect' || !Array.isArray(given.value)) return known !== wanted;
  return sorted(known.split(',').map((choice) => choice.trim())).join(', ') !== wanted;
}

/** debconf-show hides passwords; the tool of debconf-utils tells them. */
function passwordOf({ name, question = '' }: Args): Question<string | undefined> {
  return probe(sh`debconf-get-selections 2>/dev/null`, ({ stdout }) => {
    const fields = stdout
      .toString()
      .split('\n')
      .map((line) => line.split('\t'));
    const found = fields.find(([owner, asked]) => asked === question && owner?.split(', ').includes(name));
    return found?.slice(3).join('\t');
  });
}
