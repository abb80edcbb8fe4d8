import {
  arg,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type Target,
  type ValuesOf,
} from '../module-kit/index.js';
import { editArguments } from './text-edit/arguments.js';
import { openText, saveText, type EditResult, type Opened } from './text-edit/edit-file.js';
import { linesOf } from './text-edit/file-text.js';
import { placeLine, removeLines, type LineWish } from './text-edit/lines.js';

const args = {
  ...editArguments,
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the line shall be there.' }),
  line: arg.string({ aliases: ['value'], doc: 'The line.' }),
  regexp: arg.string({
    aliases: ['regex'],
    doc: 'The last line that matches is replaced; with absent, all that match go.',
  }),
  search_string: arg.string({ doc: 'Like regexp, but text that is looked for as it is.' }),
  insertafter: arg.string({ doc: 'A new line goes behind the last line that matches this, or EOF.' }),
  insertbefore: arg.string({ doc: 'A new line goes in front of the last line that matches this, or BOF.' }),
  firstmatch: arg.boolean({ default: false, doc: 'Take the first line that matches instead of the last.' }),
  backrefs: arg.boolean({
    default: false,
    doc: 'Put groups of regexp into the line; without a match nothing changes.',
  }),
  create: arg.boolean({ default: false, doc: 'Create the file when it is missing.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const lineinfile = defineModule({
  name: 'ansible.builtin.lineinfile',
  summary: 'Make sure that a line is in a text file, or is not.',
  args,
  rules: {
    mutuallyExclusive: [
      ['insertbefore', 'insertafter'],
      ['regexp', 'search_string'],
      ['backrefs', 'search_string'],
    ],
  },
  examples: [
    "lineinfile: { path: /etc/default/docker, regexp: '^DOCKER_OPTS=', line: 'DOCKER_OPTS=\"--log-driver=journald\"' }",
    "lineinfile: { path: /etc/hosts, regexp: 'old-host$', state: absent }",
  ],

  *run(given, target): Conversation<Result> {
    const result = given.state === 'absent' ? yield* remove(given, target) : yield* place(given, target);
    return { ...result, ...warningsOf(given) };
  },
});

/** Such an expression is accepted; a file may lose its last line to it. */
function warningsOf({ regexp, search_string }: Args): Pick<Result, 'warnings'> {
  if (regexp !== '' && search_string !== '') return {};
  const name = regexp === '' ? 'regular expression' : 'search string';
  return {
    warnings: [
      `The ${name} is an empty string, which will match every line in the file. ` +
        'This may have unintended consequences, such as replacing the last line in the file rather than appending.' +
        (regexp === '' ? " If this is desired, use '^' to match every line in the file and avoid this warning." : ''),
    ],
  };
}

function* place(given: Args, target: Target): Conversation<Result> {
  if (given.line === undefined) fail('line is required with state=present');
  if (given.backrefs && given.regexp === undefined) fail('regexp is required with backrefs=true');
  const opened = yield* openText(given.path);
  if (opened.before === undefined && !given.create) fail(`Destination ${given.path} does not exist !`, { rc: 257 });
  const { lines, message } = placeLine(linesOf(opened.before ?? ''), wishOf(given, given.line, opened));
  const saved = yield* saveText(opened, { after: lines.join(''), args: given, target });
  return resultOf(saved, saved.contentChanged ? message : '');
}

function* remove(given: Args, target: Target): Conversation<Result> {
  if (given.regexp === undefined && given.search_string === undefined && given.line === undefined) {
    fail('one of line, search_string, or regexp is required with state=absent');
  }
  const opened = yield* openText(given.path);
  if (opened.before === undefined) return { changed: false, msg: 'file not present' };
  const { lines, found } = removeLines(linesOf(opened.before), wishOf(given, given.line ?? '', opened));
  const saved = yield* saveText(opened, { after: lines.join(''), args: given, target });
  return { ...resultOf(saved, found > 0 ? `${found} line(s) removed` : ''), found };
}

function wishOf(given: Args, line: string, { encoding }: Opened): LineWish {
  const adapt = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : encoding.adapt(text);
  return {
    line: encoding.adapt(line),
    regexp: adapt(given.regexp),
    searchString: adapt(given.search_string),
    insertAfter: adapt(given.insertafter),
    insertBefore: adapt(given.insertbefore),
    backReferences: given.backrefs,
    firstMatch: given.firstmatch,
  };
}

function resultOf({ contentChanged, attributesChanged, backup, diff }: EditResult, message: string): Result {
  const perms = attributesChanged ? 'ownership, perms or SE linux context changed' : '';
  const msg = [message, perms].filter((part) => part !== '').join(' and ');
  return { changed: contentChanged || attributesChanged, msg, backup: backup ?? '', diff };
}
