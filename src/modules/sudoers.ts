import { posix } from 'node:path';
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
import { textKeys } from '../module-kit/output.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { systemPath } from './programs/path.js';
import { openText, saveText } from './text-edit/edit-file.js';

const args = {
  name: arg.string({ required: true, doc: 'The name of the rule, which is that of its file.' }),
  commands: arg.list(arg.string({ doc: 'A command, or ALL.' }))({ doc: 'The commands that may be run.' }),
  user: arg.string({ doc: 'Who may run them.' }),
  group: arg.string({ doc: 'The group whose members may.' }),
  host: arg.string({ default: 'ALL', doc: 'The host where they may.' }),
  runas: arg.string({ doc: 'As whom they may.' }),
  nopassword: arg.boolean({ default: true, doc: 'No password is asked for.' }),
  noexec: arg.boolean({ default: false, doc: 'The commands may not run others.' }),
  setenv: arg.boolean({ default: false, doc: 'The environment may be kept.' }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether the rule is there.' }),
  sudoers_path: arg.string({ default: '/etc/sudoers.d', doc: 'The directory of the rules.' }),
  validation: arg.oneOf(
    'absent',
    'detect',
    'required',
  )({ default: 'detect', doc: 'Whether visudo must accept the rule; detect: where there is a visudo.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const sudoers = defineModule({
  name: 'community.general.sudoers',
  summary: 'Keep a rule of sudo in a file of its own.',
  args,
  rules: { mutuallyExclusive: [['user', 'group']], requiredIf: [['state', 'present', ['commands']]] },
  examples: ['community.general.sudoers: { name: backup, user: backup, commands: /usr/local/bin/backup }'],

  *run(given, target): Conversation<Result> {
    const path = posix.join(given.sudoers_path, given.name);
    const opened = yield* openText(path);
    if (given.state === 'absent') {
      if (opened.now.exists) yield* change({ what: 'remove file', before: path, run: sh`rm -f -- ${path}` });
      return { changed: opened.now.exists };
    }
    const after = ruleOf(given);
    if (opened.before === after) return { changed: false };
    yield* validate(after, given.validation);
    const args = { ...noAttributes, ...plainWriting, mode: '0440' };
    const saved = yield* saveText(opened, { after, args, target });
    return { changed: true, ...(target.diff ? { diff: saved.diff } : {}) };
  },
});

function ruleOf({ user, group, host, runas, nopassword, noexec, setenv, commands = [] }: Args): string {
  const who = user ?? (group === undefined ? fail('one of the following is required: user, group') : `%${group}`);
  const tags = `${noexec ? 'NOEXEC:' : ''}${nopassword ? 'NOPASSWD:' : ''}${setenv ? 'SETENV:' : ''}`;
  return `${who} ${host}=${runas === undefined ? '' : `(${runas})`}${tags} ${commands.join(', ')}\n`;
}

const missing = 99;

function* validate(rule: string, validation: Args['validation']): Conversation<void> {
  if (validation === 'absent') return;
  const script = sh`${systemPath} command -v visudo >/dev/null || exit ${missing}; printf %s ${rule} | visudo -c -f -`;
  const { verdict } = yield* ask({ verdict: probe(script, (outcome) => outcome) });
  if (verdict.status === 0) return;
  if (verdict.status === missing) {
    if (validation === 'detect') return;
    fail('Failed to find required executable "visudo": install sudo on the target');
  }
  const [stdout, stderr] = [verdict.stdout.toString(), verdict.stderr.toString()];
  fail(`Failed to validate sudoers rule:\n${stdout || stderr}`, { changed: false, ...textKeys(stdout, stderr) });
}
