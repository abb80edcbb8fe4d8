/** JSON as results are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What differs between two runs of the same program, and so must not be compared. */
export interface Surroundings {
  readonly address: string;
  /** The directory of the playbook on this machine. */
  readonly directory: string;
  /** Where the web server is, when there is one. */
  readonly web: string | undefined;
}

/** Keys that only one side has a use for; wordings of warnings are compared elsewhere. */
const left = new Set([
  'invocation',
  'action',
  'exception',
  'deprecations',
  'warnings',
  'discovered_interpreter_python',
]);

/** Times, processes and places on the disk. */
const volatile = new Set(['start', 'end', 'delta', 'ctime', 'inode', 'dev', 'pid', 'elapsed', 'ansible_job_id']);

/** Times that a task can set: told when they are old. */
const times = new Set(['atime', 'mtime']);
const oldest = 1_600_000_000;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\r\n/g, '\n'],
  [/\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~/g, '.<backup>~'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, '<time>'],
  [/\/tmp\/crontab[.\w]+/g, '<temporary>'],
  [/\/\S*\/\.?ansible(?:-local-|-)?tmp[-\w./]*/g, '<temporary>'],
  [/\/root\/\.ansible\/tmp\/[^\s/"']*/g, '<temporary>'],
  [/\bansible\.[A-Za-z0-9_]{8}/g, 'ansible.<random>'],
];

/** A result without what is new in each run. */
export function comparableResult(result: Json, surroundings: Surroundings): Json {
  return comparable(result, surroundings, '');
}

/** A text without what is new in each run. */
export function comparableText(text: string, { address, directory, web }: Surroundings): string {
  const served = web === undefined ? text : text.replaceAll(web, '<web>').replaceAll(new URL(web).host, '<web>');
  const known = served.replaceAll(directory, '<playbook>').replaceAll(address, '<address>');
  return patterns.reduce((shown, [pattern, name]) => shown.replace(pattern, name), known);
}

/** What does not depend on the moment of what systemd tells of a unit. */
const unitMembers = new Set(
  'ActiveState Description FragmentPath Id LoadError LoadState Names Restart Type UnitFileState User WantedBy'.split(
    ' ',
  ),
);

function comparable(value: Json, surroundings: Surroundings, key: string): Json {
  if (key === 'status' && value !== null && typeof value === 'object' && !isList(value)) return comparableUnit(value);
  if (volatile.has(key)) return `<${typeof value}>`;
  if (times.has(key) && typeof value === 'number' && value > oldest) return '<recent>';
  if (typeof value === 'string') return comparableText(value, surroundings);
  if (isList(value))
    return inOrder(
      value.map((item) => comparable(item, surroundings, '')),
      key,
    );
  if (value === null || typeof value !== 'object') return value;
  const shown = Object.entries(value).filter(([name, member]) => isShown(name, member));
  const members = shown.map(([name, member]) => [name, comparable(member, surroundings, name)] as const);
  return Object.fromEntries(members.filter(([name, member]) => name !== 'ansible_facts' || !isEmpty(member)));
}

function comparableUnit(status: { readonly [name: string]: Json }): Json {
  return Object.fromEntries(Object.entries(status).filter(([name]) => unitMembers.has(name)));
}

/** Directories are listed in the order of the disk. */
const listings = new Set(['files', 'directories']);

function inOrder(items: readonly Json[], key: string): Json {
  const pathOf = (item: Json): string =>
    String(item !== null && typeof item === 'object' && 'path' in item ? item.path : item);
  return listings.has(key) ? [...items].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)) : items;
}

/** `failed: false` and `skipped: false` say as much as their absence. */
function isShown(name: string, value: Json): boolean {
  return !left.has(name) && !name.startsWith('_ansible') && !(['failed', 'skipped'].includes(name) && value === false);
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Whether JSON is a list; `Array.isArray` does not narrow read-only ones. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
