import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { attributeArguments, writingArguments } from './files/arguments.js';
import { pathResult } from './files/result.js';
import type { OptionWish } from './ini-file/option-lines.js';
import { putOption, removeOption, type SectionWish } from './ini-file/sections.js';
import { openText, saveText, type Opened } from './text-edit/edit-file.js';
import { linesOf } from './text-edit/file-text.js';

const option = arg.string({ required: true, doc: 'The section must have this option.' });
const args = {
  ...attributeArguments,
  backup: writingArguments.backup,
  path: arg.path({ required: true, aliases: ['dest'], doc: 'The file.' }),
  section: arg.string({ doc: 'The section; without one, the lines in front of the first section.' }),
  section_has_values: arg.list(
    arg.options({
      option,
      value: arg.string({ doc: 'With this value.' }),
      values: arg.list(arg.string({ doc: 'A value.' }))({ doc: 'With all these values.' }),
    })({ doc: 'An option.' }),
  )({ doc: 'Options that tell which of several sections of the name is meant.' }),
  option: arg.string({ doc: 'The option; without one the section itself is meant.' }),
  value: arg.string({ doc: 'Its value.' }),
  values: arg.list(arg.string({ doc: 'A value.' }))({ doc: 'Its values: one line each.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it is there.' }),
  exclusive: arg.boolean({ default: true, doc: 'Other values of the option go.' }),
  no_extra_spaces: arg.boolean({ default: false, doc: 'No blanks around the equals sign.' }),
  ignore_spaces: arg.boolean({ default: false, doc: 'Leave a line that differs only in blanks around the sign.' }),
  create: arg.boolean({ default: true, doc: 'Create the file when it is missing.' }),
  allow_no_value: arg.boolean({ default: false, doc: 'Accept an option without a value.' }),
  modify_inactive_option: arg.boolean({ default: true, doc: 'Put a commented line of the option to use.' }),
  follow: arg.boolean({ default: false, doc: 'Write what a link leads to, instead of replacing the link.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const iniFile = defineModule({
  name: 'community.general.ini_file',
  summary: 'Keep an option, or a section, in an INI file.',
  args,
  rules: { mutuallyExclusive: [['value', 'values']] },
  examples: ['ini_file: { path: /etc/app.ini, section: server, option: port, value: "8080", mode: "0644" }'],

  *run(given, target): Conversation<Result> {
    if (given.state === 'present' && !given.allow_no_value && valuesOf(given).length === 0)
      fail("Parameter 'value(s)' must be defined if state=present and allow_no_value=False.", { changed: false });
    const found = yield* openText(given.path);
    const opened = given.follow ? found : { ...found, path: given.path };
    const { lines, message } = edited(given, opened);
    const after = opened.before === undefined && message === 'OK' ? undefined : lines.join('');
    const headers = { before_header: `${given.path} (content)`, after_header: `${given.path} (content)` };
    if (after === undefined)
      return { changed: false, msg: message, path: given.path, diff: { before: '', after: '', ...headers } };
    const saved = yield* saveText(opened, { after, args: { ...given, validate: undefined }, target });
    return {
      changed: saved.contentChanged || saved.attributesChanged,
      msg: message,
      path: given.path,
      diff: saved.diff[0],
      ...(saved.backup === undefined ? {} : { backup_file: saved.backup }),
      ...pathResult(saved.now),
    };
  },
});

function edited(given: Args, opened: Opened): { lines: readonly string[]; message: string } {
  const { path, create, section, section_has_values = [] } = given;
  if (opened.before === undefined && !create) fail(`Destination ${path} does not exist!`, { rc: 257, changed: false });
  // A file that is new, or empty, begins with an empty line, as with Ansible.
  const text = opened.before === undefined || opened.before === '' ? '\n' : opened.before;
  const lines = linesOf(text.endsWith('\n') ? text : `${text}\n`);
  const where: SectionWish = {
    section,
    hasValues: section_has_values.map((needed) => ({ option: needed.option, values: valuesOf(needed) })),
  };
  const edit = (given.state === 'present' ? putOption : removeOption)(lines, where, optionOf(given));
  return edit.message === 'OK' ? { lines: linesOf(opened.before ?? ''), message: 'OK' } : edit;
}

function optionOf(given: Args): OptionWish | undefined {
  if (given.option === undefined) return undefined;
  const values: readonly (string | undefined)[] = valuesOf(given);
  return {
    option: given.option.trim(),
    values: values.length === 0 && given.state === 'present' ? [undefined] : [...new Set(values)],
    isExclusive: given.exclusive,
    noExtraSpaces: given.no_extra_spaces,
    ignoreSpaces: given.ignore_spaces,
    usesComments: given.modify_inactive_option,
  };
}

function valuesOf({ value, values = [] }: Pick<Args, 'value' | 'values'>): readonly string[] {
  return value === undefined ? values : [value];
}
