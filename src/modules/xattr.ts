import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe, type Question } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { systemPath } from './programs/path.js';
import { runProgram } from './programs/run.js';

const args = {
  path: arg.path({ required: true, aliases: ['name'], doc: 'The file.' }),
  namespace: arg.string({ default: 'user', doc: 'The namespace of the attribute.' }),
  key: arg.string({ doc: 'The attribute, with or without its namespace.' }),
  value: arg.string({ doc: 'Its value; with one, the state is present.' }),
  state: arg.oneOf(
    'absent',
    'all',
    'keys',
    'present',
    'read',
  )({ default: 'read', doc: 'Set, remove or read it; or read all, or all names.' }),
  follow: arg.boolean({ default: true, doc: 'Follow a link.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const xattr = defineModule({
  name: 'community.general.xattr',
  summary: 'Read, set and remove extended attributes of a file.',
  args,
  examples: ['community.general.xattr: { path: /srv/backup, key: user.origin, value: tape 7 }'],

  *run(given): Conversation<Result> {
    const { value, path, follow } = given;
    const state = value === undefined ? given.state : 'present';
    if ((state === 'present' || state === 'absent') && given.key === undefined) fail(`${state} needs key parameter`);
    if (state === 'present' && value === undefined) fail('present needs value parameter');
    const key = fullKey(given);
    const { attributes } = yield* ask({ attributes: attributesOf(given) });
    const only = new Map([...attributes].filter(([name]) => name === key));
    const link = follow ? [] : ['-h'];
    switch (state) {
      case 'present': {
        const changed = only.get(key ?? '')?.toString() !== value;
        const run = sh`setfattr ${link} -n ${key ?? ''} -v ${value ?? ''} -- ${path}`;
        if (changed) yield* runProgram({ what: 'extended attribute', after: key, run });
        return { changed, msg: `${key ?? ''} set to ${value ?? ''}`, xattr: shown(only) };
      }
      case 'absent': {
        const run = sh`setfattr ${link} -x ${key ?? ''} -- ${path}`;
        if (only.size > 0) yield* runProgram({ what: 'remove extended attribute', before: key, run });
        return { changed: only.size > 0, msg: `${key ?? ''} removed`, xattr: shown(only) };
      }
      case 'keys':
        return { changed: false, msg: 'returning all keys', xattr: shown(attributes, () => '') };
      case 'all':
        return { changed: false, msg: 'dumping all', xattr: shown(attributes) };
      case 'read':
        return {
          changed: false,
          msg: `returning ${key ?? 'None'}`,
          xattr: shown(key === undefined ? attributes : only),
        };
    }
  },
});

function fullKey({ key, namespace }: Args): string | undefined {
  if (key === undefined || namespace === '' || key.startsWith(`${namespace}.`)) return key;
  return `${namespace}.${key}`;
}

function attributesOf({ path, namespace, follow }: Args): Question<ReadonlyMap<string, Buffer>> {
  const pattern = namespace === '' ? '-' : `^${namespace.replace(/[^\w]/g, '\\$&')}\\.`;
  const script = sh`${systemPath} command -v getfattr >/dev/null || exit 99
[ -e ${path} ] || exit 98
getfattr --absolute-names -d -e base64 -m ${pattern} ${follow ? [] : ['-h']} -- ${path}`;
  return probe(script, ({ status, stdout, stderr }) => {
    if (status === 99) fail('Failed to find required executable "getfattr": install the package attr on the target');
    if (status === 98) fail('path not found or not accessible!', { changed: false });
    if (status !== 0) fail(stderr.toString().trim(), { changed: false });
    const lines = [...stdout.toString().matchAll(/^([^#=\s][^=\n]*)(?:=0s(.*))?$/gm)];
    return new Map(lines.map(([, name = '', value = '']) => [name, Buffer.from(value, 'base64')]));
  });
}

/** Text as it is; what has other bytes as getfattr writes it. */
function textOf(value: Buffer): string {
  const text = value.toString();
  return /^[\x20-\x7e]*$/.test(text) ? text : `0s${value.toString('base64')}`;
}

function shown(attributes: ReadonlyMap<string, Buffer>, show = textOf): Record<string, string> {
  return Object.fromEntries([...attributes].map(([name, value]) => [name, show(value)]));
}
