import { posix } from 'node:path';
import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { formatDateTime, readClock } from '../module-kit/clock.js';
import { noAttributes } from './files/arguments.js';
import {
  addArguments,
  changeRules,
  insertRule,
  matches,
  readPam,
  renderPam,
  splitArguments,
  type PamLine,
} from './pamd/rules.js';
import { openText, saveText } from './text-edit/edit-file.js';

const types = ['account', '-account', 'auth', '-auth', 'password', '-password', 'session', '-session'] as const;

const args = {
  name: arg.string({ required: true, doc: 'The service: the name of its file.' }),
  type: arg.oneOf(...types)({ required: true, doc: 'The type of the rule.' }),
  control: arg.string({ required: true, doc: 'Its control; in brackets where it is several words.' }),
  module_path: arg.string({ required: true, doc: 'Its module.' }),
  new_type: arg.oneOf(...types)({ doc: 'The new type, or that of a new rule.' }),
  new_control: arg.string({ doc: 'The new control, or that of a new rule.' }),
  new_module_path: arg.string({ doc: 'The new module, or that of a new rule.' }),
  module_arguments: arg.list(arg.string({ doc: 'An argument.' }))({
    doc: 'The arguments: all of them, or those to add or to remove.',
  }),
  state: arg.oneOf(
    'absent',
    'before',
    'after',
    'args_absent',
    'args_present',
    'updated',
  )({ default: 'updated', doc: 'What becomes of the rule: changed, removed, or another put beside it.' }),
  path: arg.path({ default: '/etc/pam.d', doc: 'The directory of the services.' }),
  backup: arg.boolean({ default: false, doc: 'Keep the old file, with the time in its name.' }),
} as const;

type Args = ValuesOf<typeof args>;

const news = ['new_control', 'new_type', 'new_module_path'];

export const pamd = defineModule({
  name: 'community.general.pamd',
  summary: 'Change the rules of a PAM service.',
  args,
  rules: {
    requiredIf: [
      ['state', 'args_present', ['module_arguments']],
      ['state', 'args_absent', ['module_arguments']],
      ['state', 'before', news],
      ['state', 'after', news],
    ],
  },
  examples: [
    'community.general.pamd: { name: system-auth, type: auth, control: sufficient, module_path: pam_unix.so, module_arguments: [try_first_pass], state: args_present }',
  ],

  *run(given, target): Conversation<Result> {
    const path = posix.join(given.path, given.name);
    const opened = yield* openText(path);
    if (opened.before === undefined)
      fail(`Unable to open/read PAM module file ${path} with error [Errno 2] No such file or directory: '${path}'.`, {
        changed: false,
      });
    const { lines, count } = edited(readPam(opened.before), given);
    if (count === 0) return { changed: false, change_count: 0, backupdest: '' };
    const after = renderPam(lines, formatDateTime(yield* readClock()).replace(' ', 'T'));
    const args = { ...noAttributes, backup: given.backup, validate: undefined };
    const saved = yield* saveText(opened, { after, args, target });
    const diff = target.diff ? { diff: saved.diff } : {};
    return { changed: true, change_count: count, backupdest: saved.backup ?? '', ...diff };
  },
});

function edited(lines: readonly PamLine[], given: Args): { lines: readonly PamLine[]; count: number } {
  const { state, type, control, module_path: module } = given;
  const key = { type, control, module };
  const words = (given.module_arguments ?? []).flatMap(splitArguments);
  switch (state) {
    case 'before':
    case 'after': {
      const { new_type = type, new_control = control, new_module_path = module } = given;
      const rule = { type: new_type, control: new_control, module: new_module_path, arguments: words };
      return insertRule(lines, key, { rule, place: state });
    }
    case 'absent': {
      const left = lines.filter(({ rule }) => !matches(rule, key));
      return { lines: left, count: lines.length - left.length };
    }
    case 'args_present':
      return changeRules(lines, key, (rule) => ({ ...rule, arguments: addArguments(rule.arguments, words) }));
    case 'args_absent':
      return changeRules(lines, key, (rule) => ({
        ...rule,
        arguments: rule.arguments.filter((word) => !words.includes(word)),
      }));
    case 'updated':
      return changeRules(lines, key, (rule) => ({
        type: given.new_type ?? rule.type,
        control: given.new_control ?? rule.control,
        module: given.new_module_path ?? rule.module,
        arguments: given.module_arguments === undefined ? rule.arguments : words,
      }));
  }
}
