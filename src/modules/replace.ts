import { ProvisionError } from '../base/errors.js';
import { compilePythonRegex, type PythonRegex } from '../base/python-regex/regex.js';
import { substitute } from '../base/python-regex/replacement.js';
import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { editArguments } from './text-edit/arguments.js';
import { encodingNamed } from './text-edit/file-text.js';
import { openText, saveText } from './text-edit/edit-file.js';

const args = {
  ...editArguments,
  regexp: arg.string({ required: true, doc: 'What to replace; ^ and $ match at every line.' }),
  replace: arg.string({ default: '', doc: 'What to put there; \\1 and \\g<name> stand for groups.' }),
  after: arg.string({ doc: 'Only replace behind the first match of this.' }),
  before: arg.string({ doc: 'Only replace in front of the first match of this.' }),
  encoding: arg.string({ default: 'utf-8', doc: 'Character set of the file: utf-8, ascii or latin-1.' }),
} as const;

export const replace = defineModule({
  name: 'ansible.builtin.replace',
  summary: 'Replace all that matches a regular expression in a text file.',
  args,
  examples: [
    "replace: { path: /etc/hosts, regexp: '\\bold\\.example\\.org\\b', replace: new.example.org, backup: true }",
  ],

  *run(given, target): Conversation<Result> {
    const named = encodingNamed(given.encoding);
    if (named === undefined) fail(`encoding ${given.encoding} is not supported: use utf-8 or latin-1`);
    const opened = yield* openText(given.path, named);
    const { before, encoding } = opened;
    if (before === undefined) fail(`Path ${given.path} does not exist !`, { rc: 257 });
    const section = findSection(before, given, encoding.adapt);
    if (!section) {
      yield* saveText(opened, { after: before, args: given, target });
      return {
        changed: false,
        msg: `Pattern for before/after params did not match the given file: ${sectionPattern(given)}`,
        rc: 0,
      };
    }
    const compiled = compilePythonRegex(encoding.adapt(given.regexp), { multiline: true });
    const { text, count } = substituteIn(
      before.slice(section.start, section.end),
      compiled,
      encoding.adapt(given.replace),
    );
    const after = before.slice(0, section.start) + text + before.slice(section.end);
    const saved = yield* saveText(opened, { after, args: given, target });
    const messages = [
      saved.contentChanged ? `${count} replacements made` : '',
      saved.attributesChanged ? 'ownership, perms or SE linux context changed' : '',
    ];
    return {
      changed: saved.contentChanged || saved.attributesChanged,
      msg: messages.filter((message) => message !== '').join(' and '),
      rc: 0,
      diff: target.diff && saved.contentChanged ? contentDiff(given.path, before, after) : undefined,
      ...(saved.backup === undefined ? {} : { backup_file: saved.backup }),
    };
  },
});

function substituteIn(text: string, regexp: PythonRegex, replacement: string): ReturnType<typeof substitute> {
  try {
    return substitute(regexp, replacement, text);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    fail(`Unable to process replace due to error: ${thrown.message}`);
  }
}

function contentDiff(path: string, before: string, after: string): Json {
  return { before, after, before_header: path, after_header: path };
}

type Limits = Pick<ValuesOf<typeof args>, 'after' | 'before'>;

/** The part of the text between `after` and `before`. */
function findSection(
  text: string,
  limits: Limits,
  adapt: (text: string) => string,
): { start: number; end: number } | undefined {
  if (limits.after === undefined && limits.before === undefined) return { start: 0, end: text.length };
  const compiled = compilePythonRegex(adapt(sectionPattern(limits)), { dotAll: true });
  const match = compiled.search(text);
  const section = match?.groups[compiled.groupNames.get('subsection') ?? 0];
  if (match === undefined || section === undefined) return undefined;
  // The section lies at the end of the match unless a `before` follows it; then the shortest prefix tells where.
  const whole = text.slice(match.start, match.end);
  const offset =
    limits.after === undefined
      ? 0
      : limits.before === undefined
        ? whole.length - section.length
        : prefixLength(limits.after, whole, adapt);
  return { start: match.start + offset, end: match.start + offset + section.length };
}

function prefixLength(after: string, whole: string, adapt: (text: string) => string): number {
  return compilePythonRegex(adapt(after), { dotAll: true }).match(whole)?.end ?? 0;
}

function sectionPattern({ after, before }: Limits): string {
  if (after !== undefined && before !== undefined) return `${after}(?P<subsection>.*?)${before}`;
  return after === undefined ? `(?P<subsection>.*)${before ?? ''}` : `${after}(?P<subsection>.*)`;
}
