import { htpasswdSchemes, isPasswordOf } from '../base/crypt/htpasswd.js';
import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { attributeArguments, plainWriting } from './files/arguments.js';
import { openText, saveText, type Opened } from './text-edit/edit-file.js';
import { linesOf } from './text-edit/file-text.js';

const args = {
  ...attributeArguments,
  path: arg.path({ required: true, aliases: ['dest', 'destfile'], doc: 'The file.' }),
  name: arg.string({ required: true, aliases: ['username'], doc: 'The user.' }),
  password: arg.string({ secret: true, doc: 'The password; needed where the user shall be there.' }),
  hash_scheme: arg.string({
    default: 'apr_md5_crypt',
    aliases: ['crypt_scheme'],
    doc: `How a new password is hashed: ${[...htpasswdSchemes.keys()].join(', ')}.`,
  }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether the user is in the file.' }),
  create: arg.boolean({ default: true, doc: 'Make the file when it is missing.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const htpasswd = defineModule({
  name: 'community.general.htpasswd',
  summary: 'Keep users and passwords for basic authentication in a file.',
  args,
  examples: [
    'community.general.htpasswd: { path: /etc/nginx/passwords, name: ada, password: "{{ ada_password }}", owner: root, group: www-data, mode: "0640" }',
  ],

  *run(given, target): Conversation<Result> {
    const opened = yield* openText(given.path);
    const edit = given.state === 'present' ? withUser(given, opened) : withoutUser(given, opened);
    if (edit.after === undefined) return { ...edit.result, changed: false };
    const saved = yield* saveText(opened, { after: edit.after, args: { ...given, ...plainWriting }, target });
    const changed = saved.contentChanged || saved.attributesChanged;
    const more = saved.attributesChanged ? ' and ownership, perms or SE linux context changed' : '';
    return { ...edit.result, msg: `${edit.result.msg}${more}`, changed };
  },
});

interface Edit {
  /** The text of the file; `undefined` when there is to be none. */
  readonly after: string | undefined;
  readonly result: { readonly msg: string; readonly warnings?: readonly string[] };
}

function withUser(given: Args, { before }: Opened): Edit {
  const { name, password, path } = given;
  const hash = htpasswdSchemes.get(given.hash_scheme) ?? failScheme(given.hash_scheme);
  if (password === undefined) fail('secret must be unicode or bytes, not None');
  if (before === undefined && !given.create) fail(`Destination ${path} does not exist`);
  const lines = linesOf(before ?? '');
  const index = lines.findIndex((line) => line.startsWith(`${name}:`));
  const known = lines[index]
    ?.slice(name.length + 1)
    .replace(/[\r\n]+$/, '')
    .split(':')[0];
  if (known !== undefined && isPasswordOf(password, known))
    return { after: before, result: { msg: `${name} already present` } };
  const entry = `${name}:${hash(password)}\n`;
  const kept = lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`));
  const after = index < 0 ? [...kept, entry] : kept.with(index, entry);
  const msg = before === undefined ? `Created ${path} and added ${name}` : `Add/update ${name}`;
  return { after: after.join(''), result: { msg } };
}

function failScheme(scheme: string): never {
  return fail(`"no crypt handler found for algorithm: '${scheme}'"`);
}

function withoutUser({ name, path }: Args, { before }: Opened): Edit {
  if (before === undefined)
    return { after: undefined, result: { msg: `${name} not present`, warnings: [`${path} does not exist`] } };
  const lines = linesOf(before);
  const kept = lines.filter((line) => !line.startsWith(`${name}:`));
  const isThere = kept.length < lines.length;
  return { after: kept.join(''), result: { msg: isThere ? `Remove ${name}` : `${name} not present` } };
}
