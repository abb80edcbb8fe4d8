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
import { sh } from '../shell/script.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { openText, saveText } from './text-edit/edit-file.js';
import { linesOf } from './text-edit/file-text.js';

const args = {
  name: arg.string({ required: true, aliases: ['key'], doc: 'The setting, with dots.' }),
  value: arg.string({ aliases: ['val'], doc: 'Its value.' }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether the file sets it.' }),
  sysctl_file: arg.path({ default: '/etc/sysctl.conf', doc: 'The file.' }),
  sysctl_set: arg.boolean({ default: false, doc: 'Set it in the running kernel too.' }),
  reload: arg.boolean({ default: true, doc: 'Load the file after a change.' }),
  ignoreerrors: arg.boolean({ default: false, doc: 'Ignore settings that the kernel does not know.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const sysctl = defineModule({
  name: 'ansible.posix.sysctl',
  summary: 'Keep a setting of the kernel in a file, and set it.',
  args,
  rules: { requiredIf: [['state', 'present', ['value']]] },
  examples: ['sysctl: { name: vm.swappiness, value: "5", sysctl_file: /etc/sysctl.d/90-memory.conf }'],

  *run(given, target): Conversation<Result> {
    const name = given.name.trim();
    if (name === '') fail('name cannot be blank');
    if (/[=\n]/.test(name)) fail(`name holds a sign that ends it: ${JSON.stringify(name)}`);
    if (given.value?.trim() === '') fail('value cannot be blank');
    const value = valueOf(given.value);
    const opened = yield* openText(given.sysctl_file);
    const before = opened.before ?? '';
    const after = edited(before, name, { state: given.state, value });
    const isSet = given.sysctl_set && given.state === 'present' && (yield* setNow(name, { ...given, value }));
    if (after !== before)
      yield* saveText(opened, {
        after,
        args: { ...noAttributes, ...plainWriting, ...(opened.now.exists ? {} : { mode: '0644' }) },
        target,
      });
    if (after !== before && given.reload) yield* reload(given);
    return { changed: after !== before || isSet };
  },
});

/** Words for yes and no are numbers to the kernel. */
function valueOf(text = ''): string {
  const word = text.trim();
  if (/^(?:y|yes|on|1|true|t|1\.0)$/i.test(word)) return '1';
  return /^(?:n|no|off|0|false|f|0\.0)$/i.test(word) ? '0' : word;
}

/** The file's text with the setting as wanted: the last line counts, the first is changed, as in Ansible. */
export function edited(text: string, name: string, { state, value = '' }: Pick<Args, 'state' | 'value'>): string {
  const lines = linesOf(text);
  const isOwn = (line: string): boolean => settingOf(line)?.name === name;
  if (state === 'absent') return lines.filter((line) => !isOwn(line)).join('');
  const last = lines.findLast(isOwn);
  const wanted = `${name}=${value}\n`;
  if (last === undefined) return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${wanted}`;
  if (normal(settingOf(last)?.value ?? '') === normal(value)) return text;
  const first = lines.findIndex(isOwn);
  return lines
    .flatMap((line, index) => (!isOwn(line) ? [`${line.trim()}\n`] : index === first ? [wanted] : []))
    .join('');
}

function settingOf(line: string): { name: string; value: string } | undefined {
  const [, name, value = ''] = /^\s*-?\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
  return name === undefined ? undefined : { name, value };
}

function normal(value: string): string {
  return value.trim().replace(/\s+/g, ' ');
}

function* setNow(name: string, { value = '', ignoreerrors }: Args): Conversation<boolean> {
  const { now } = yield* ask({
    now: probe(sh`PATH=$PATH:/usr/sbin:/sbin; sysctl -n -- ${name}`, ({ status, stdout }) =>
      status === 0 ? normal(stdout.toString()) : undefined,
    ),
  });
  if (now === normal(value)) return false;
  const run = sh`PATH=$PATH:/usr/sbin:/sbin; sysctl ${ignoreerrors ? ['-e'] : []} -w ${`${name}=${value}`}`;
  const outcome = yield* change({ what: name, before: now, after: value, run, mayFail: true });
  if (outcome && outcome.status !== 0) fail(`setting ${name} failed: ${outcome.stderr.toString()}`);
  return true;
}

function* reload({ sysctl_file, ignoreerrors }: Args): Conversation<void> {
  const run = sh`PATH=$PATH:/usr/sbin:/sbin; sysctl ${ignoreerrors ? ['-e'] : []} -p ${sysctl_file}`;
  const outcome = yield* change({ what: 'load settings', run, counts: false, mayFail: true });
  if (outcome && outcome.status !== 0)
    fail(`Failed to reload sysctl: ${outcome.stdout.toString()}${outcome.stderr.toString()}`);
}
