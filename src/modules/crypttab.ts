import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { pathResult } from './files/result.js';
import { openText, saveText } from './text-edit/edit-file.js';
import { linesOf } from './text-edit/file-text.js';

const args = {
  name: arg.string({ required: true, doc: 'The device as it is named in /dev/mapper.' }),
  state: arg.oneOf(
    'absent',
    'opts_absent',
    'opts_present',
    'present',
  )({ required: true, doc: 'Whether the line is there; or, of an existing line, whether the options are.' }),
  backing_device: arg.string({ doc: 'The device or file below it, or UUID=...' }),
  password: arg.path({ doc: 'The file with the key, none or -.' }),
  opts: arg.string({ doc: 'Options, with commas between them.' }),
  path: arg.path({ default: '/etc/crypttab', doc: 'The file.' }),
} as const;

type Args = ValuesOf<typeof args>;

/** One line of crypttab(5). */
interface Entry {
  readonly name: string;
  readonly device: string;
  readonly password?: string | undefined;
  readonly options?: string | undefined;
}

export const crypttab = defineModule({
  name: 'community.general.crypttab',
  summary: 'Keep an encrypted block device in /etc/crypttab.',
  args,
  examples: [
    'community.general.crypttab: { name: luks-data, state: present, backing_device: /dev/sdb1, opts: discard }',
  ],

  *run(given, target): Conversation<Result> {
    const { path, backing_device = null, password = null, opts = null } = given;
    const opened = yield* openText(path);
    const told = { name: given.name, backing_device, password, opts, path };
    const problem = findProblem(given);
    if (problem !== undefined) fail(problem, { ...told, ...pathResult(opened.now) });
    const { after, msg } = edited(opened.before ?? '', { ...given, name: nameOf(given) }, (text) =>
      fail(text, { ...told, ...pathResult(opened.now) }),
    );
    const args = { ...noAttributes, ...plainWriting, ...(opened.now.exists ? {} : { mode: '0644' }) };
    const isNeeded = opened.before !== undefined || after !== '';
    const saved = isNeeded ? yield* saveText(opened, { after, args, target }) : undefined;
    const changed = saved?.contentChanged ?? false;
    const diff = target.diff && changed ? { diff: { before: opened.before ?? '', after } } : {};
    return { changed, msg, ...told, ...diff, ...pathResult(saved?.now) };
  },
});

function nameOf({ name }: Args): string {
  return name.startsWith('/dev/mapper/') ? name.slice('/dev/mapper/'.length) : name;
}

function findProblem(given: Args): string | undefined {
  const { state, backing_device: device, password, opts } = given;
  if (state !== 'absent' && device === undefined && password === undefined && opts === undefined)
    return "expected one or more of 'backing_device', 'password' or 'opts'";
  if (state.startsWith('opts_') && (device !== undefined || password !== undefined))
    return `cannot update 'backing_device' or 'password' when state=${state}`;
  const fields = { name: given.name, backing_device: device, password, opts };
  const wrong = Object.entries(fields).find(([, value]) => value !== undefined && !/^\S+$/.test(value));
  return wrong && `invalid '${wrong[0]}': contains white space or is empty`;
}

function edited(text: string, given: Args, refuse: (problem: string) => never): { after: string; msg: string } {
  const lines = linesOf(text);
  const index = lines.findIndex((line) => readEntry(line)?.name === given.name);
  const now = readEntry(lines[index] ?? '');
  const { state, opts = '' } = given;
  if (!now) {
    if (state === 'absent' || state === 'opts_absent') return { after: text, msg: '?' };
    const device = given.backing_device ?? refuse("'backing_device' required to add a new entry");
    const line = renderEntry({ name: given.name, device, password: given.password, options: given.opts });
    return { after: `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${line}`, msg: 'added line' };
  }
  if (state === 'absent') return { after: lines.filter((_, at) => at !== index).join(''), msg: 'removed line' };
  const [wanted, msg] = ((): [Entry, string] => {
    if (state === 'opts_present') return [{ ...now, options: withOptions(now.options, opts) }, 'updated options'];
    if (state === 'opts_absent') return [{ ...now, options: withoutOptions(now.options, opts) }, 'removed options'];
    const { backing_device: device = now.device, password = now.password, opts: options = now.options } = given;
    return [{ name: now.name, device, password, options }, 'updated line'];
  })();
  const line = renderEntry(wanted);
  const isSame = line === renderEntry(now);
  return { after: lines.map((old, at) => (at === index && !isSame ? line : old)).join(''), msg };
}

function readEntry(line: string): Entry | undefined {
  const [name = '', device = '', password, options] = line.trim().split(/\s+/);
  return name === '' || name.startsWith('#') ? undefined : { name, device, password, options };
}

/** A field that is missing before one that is there is written as `none`. */
function renderEntry({ name, device, password, options }: Entry): string {
  const fields = [name, device, ...(password === undefined && options === undefined ? [] : [password ?? 'none'])];
  return `${[...fields, ...(options === undefined ? [] : [options])].join(' ')}\n`;
}

const keyOf = (option: string): string => option.split('=')[0] ?? '';

function optionsOf(options: string | undefined): string[] {
  return (options ?? '').split(',').filter((option) => option !== '');
}

function withOptions(now: string | undefined, wanted: string): string {
  return optionsOf(wanted)
    .reduce((options, option) => {
      const isThere = options.some((old) => keyOf(old) === keyOf(option));
      return isThere ? options.map((old) => (keyOf(old) === keyOf(option) ? option : old)) : [...options, option];
    }, optionsOf(now))
    .join(',');
}

function withoutOptions(now: string | undefined, unwanted: string): string | undefined {
  const keys = new Set(optionsOf(unwanted).map(keyOf));
  const left = optionsOf(now).filter((option) => !keys.has(keyOf(option)));
  return left.length === 0 ? undefined : left.join(',');
}
