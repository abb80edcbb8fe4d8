import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { editArguments } from './text-edit/arguments.js';
import { placeBlock } from './text-edit/block.js';
import { openText, saveText } from './text-edit/edit-file.js';

const args = {
  ...editArguments,
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the block shall be there.' }),
  block: arg.string({
    default: '',
    aliases: ['content'],
    doc: 'The lines between the markers; nothing removes the block.',
  }),
  marker: arg.string({
    default: '# {mark} ANSIBLE MANAGED BLOCK',
    doc: 'The marker lines; {mark} stands for their beginning or end.',
  }),
  marker_begin: arg.string({ default: 'BEGIN', doc: 'What {mark} is in the first marker.' }),
  marker_end: arg.string({ default: 'END', doc: 'What {mark} is in the last marker.' }),
  insertafter: arg.string({ doc: 'A new block goes behind the last line that matches this, or EOF.' }),
  insertbefore: arg.string({ doc: 'A new block goes in front of the last line that matches this, or BOF.' }),
  create: arg.boolean({ default: false, doc: 'Create the file when it is missing.' }),
  append_newline: arg.boolean({ default: false, doc: 'Have an empty line behind the block.' }),
  prepend_newline: arg.boolean({ default: false, doc: 'Have an empty line in front of the block.' }),
} as const;

export const blockinfile = defineModule({
  name: 'ansible.builtin.blockinfile',
  summary: 'Make sure of a block of lines between two markers in a text file.',
  args,
  rules: { mutuallyExclusive: [['insertbefore', 'insertafter']] },
  examples: [
    'blockinfile: { path: /etc/hosts, marker: "# {mark} thanos", block: "10.0.0.1 prometheus01\\n10.0.0.2 prometheus02" }',
  ],

  *run(given, target): Conversation<Result> {
    const opened = yield* openText(given.path);
    if (opened.before === undefined && !given.create) fail(`Path ${given.path} does not exist !`, { rc: 257 });
    const { adapt } = opened.encoding;
    const { text, message } = placeBlock(opened.before ?? '', blockOf(given, adapt));
    const saved = yield* saveText(opened, { after: text, args: given, target });
    const messages = [
      saved.contentChanged ? (opened.before === undefined ? 'File created' : message) : '',
      saved.attributesChanged ? 'ownership, perms or SE linux context changed' : '',
    ];
    return {
      changed: saved.contentChanged || saved.attributesChanged,
      msg: messages.filter((part) => part !== '').join(' and '),
      diff: saved.diff,
      ...(saved.backup === undefined ? {} : { backup_file: saved.backup }),
    };
  },
});

function blockOf(given: ValuesOf<typeof args>, adapt: (text: string) => string): Parameters<typeof placeBlock>[1] {
  const marker = (mark: string): string => adapt(given.marker.replaceAll('{mark}', mark));
  return {
    block: given.state === 'present' ? adapt(given.block) : '',
    begin: marker(given.marker_begin),
    end: marker(given.marker_end),
    insertAfter: given.insertafter === undefined ? undefined : adapt(given.insertafter),
    insertBefore: given.insertbefore === undefined ? undefined : adapt(given.insertbefore),
    appendNewline: given.append_newline,
    prependNewline: given.prepend_newline,
  };
}
