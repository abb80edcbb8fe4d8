import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { keepTab, openTab } from './cron/storage.js';
import { parseTab, renderTab, type Tab } from './cron/tab.js';

const args = {
  name: arg.string({ required: true, doc: 'The variable.' }),
  value: arg.string({ doc: 'Its value, with quotes where it needs them.' }),
  insertafter: arg.string({ doc: 'The variable behind which a new one goes.' }),
  insertbefore: arg.string({ doc: 'The variable in front of which a new one goes.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it is there.' }),
  user: arg.string({ doc: 'Whose table; the user of the task by default.' }),
  cron_file: arg.string({ doc: "A file instead of a user's table; relative paths begin at /etc/cron.d." }),
  backup: arg.boolean({ default: false, doc: 'Keep a copy of the old table.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const cronvar = defineModule({
  name: 'community.general.cronvar',
  summary: "Keep a variable in a user's crontab or a file of /etc/cron.d.",
  args,
  rules: { mutuallyExclusive: [['insertbefore', 'insertafter']] },
  examples: ['community.general.cronvar: { name: EMAIL, value: ops@example.org }'],

  *run(given, target): Conversation<Result> {
    if (given.state === 'present' && given.value === undefined)
      fail("You must specify 'value' to insert a new cron variable");
    const storage = yield* openTab(given, target);
    const before = parseTab(storage.before);
    const after = edited(before, given);
    const changed = after !== undefined && after.join('\n') !== before.join('\n');
    const backup = given.backup && changed ? yield* keepTab(storage.before) : undefined;
    if (changed) yield* storage.write(renderTab(after));
    return {
      changed,
      vars: (after ?? before).flatMap((line) => variableOf(line)?.name ?? []),
      ...(given.cron_file === undefined ? {} : { cron_file: given.cron_file }),
      ...(backup === undefined ? {} : { backup_file: backup }),
      ...(after === undefined
        ? { warnings: [`the variable ${beside(given)} is missing, so nothing was inserted`] }
        : {}),
    };
  },
});

function variableOf(line: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, value = ''] = /^\s*([^\s#=@*\d-][^\s=]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
  return name === undefined ? undefined : { name, value };
}

function beside({ insertafter, insertbefore }: Args): string {
  return insertafter ?? insertbefore ?? '';
}

/** `undefined` when the variable that the new one shall stand beside is missing. */
function edited(tab: Tab, given: Args): Tab | undefined {
  const { name, value = '', state } = given;
  if (state === 'absent') return tab.filter((line) => variableOf(line)?.name !== name);
  const line = `${name}=${value}`;
  const isOwn = (old: string): boolean => variableOf(old)?.name === name;
  if (tab.some(isOwn)) return tab.map((old) => (isOwn(old) && variableOf(old)?.value !== value.trim() ? line : old));
  if (beside(given) === '') return [line, ...tab];
  const found = tab.findIndex((old) => variableOf(old)?.name === beside(given));
  if (found < 0) return undefined;
  const index = given.insertafter === undefined ? found : found + 1;
  return [...tab.slice(0, index), line, ...tab.slice(index)];
}
