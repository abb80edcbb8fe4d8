import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';

export const getent = defineModule({
  name: 'ansible.builtin.getent',
  summary: "Read entries of the target's databases of users, groups, hosts and the like.",
  args: {
    database: arg.string({ required: true, doc: 'passwd, group, hosts ...' }),
    key: arg.string({ doc: 'The entry; all without one.' }),
    service: arg.string({ doc: 'Where to look it up instead of everywhere.' }),
    split: arg.string({ doc: 'What separates the fields.' }),
    fail_key: arg.boolean({ default: true, doc: 'Fail when the entry is missing.' }),
  },
  examples: ['getent: { database: passwd, key: root }'],

  *run({ database, key, service, split, fail_key }): Conversation<Result> {
    const script = sh`command -v getent >/dev/null || exit 99; getent ${service === undefined ? [] : ['-s', service]} ${database} ${key === undefined ? [] : [key]}`;
    const { outcome } = yield* ask({
      outcome: probe(script, ({ status, stdout }) => ({ status, text: stdout.toString() })),
    });
    const fact = `getent_${database}`;
    if (outcome.status === 0)
      return found(fact, entriesOf(outcome.text, split ?? (colons.has(database) ? ':' : undefined)));
    if (outcome.status === 99) fail('the target has no getent');
    if (outcome.status === 1) fail('Missing arguments, or database unknown.');
    if (outcome.status === 3) fail('Enumeration not supported on this database.');
    const msg = 'One or more supplied key could not be found in the database.';
    return fail_key ? fail(msg) : { ...found(fact, { [key ?? '']: null }), msg };
  },
});

const colons: ReadonlySet<string> = new Set(['passwd', 'shadow', 'group', 'gshadow']);

function found(fact: string, entries: Readonly<Record<string, Json>>): Result {
  return { changed: false, ansible_facts: { [fact]: entries } };
}

/** Entries by their first field. Several lines of one name (services on two protocols) become a list of lists. */
function entriesOf(text: string, separator: string | undefined): Readonly<Record<string, Json>> {
  const entries: Record<string, (readonly string[])[]> = {};
  for (const line of text.split('\n').filter((part) => part !== '')) {
    const [name = '', ...fields] = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    (entries[name] ??= []).push(fields);
  }
  return Object.fromEntries(
    Object.entries(entries).map(([name, lists]) => [name, lists.length === 1 ? (lists[0] ?? []) : lists]),
  );
}
