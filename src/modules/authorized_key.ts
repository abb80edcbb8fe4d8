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
import { account, type Account } from '../questions/account.js';
import { stat } from '../questions/stat.js';
import { sh } from '../shell/script.js';
import { parseKey, withKeys, type AuthorizedKey } from './authorized-key/keys.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { pathResult } from './files/result.js';
import { downloadBytes } from './http/download.js';
import { openText, saveText } from './text-edit/edit-file.js';

const args = {
  user: arg.string({ required: true, doc: 'Whose keys they are.' }),
  key: arg.string({ required: true, doc: 'The public keys, one a line, or an address that lists them.' }),
  path: arg.path({ doc: 'The file; ~/.ssh/authorized_keys of the user by default.' }),
  manage_dir: arg.boolean({
    default: true,
    doc: 'Make the directory, and set its owner and mode when keys are written.',
  }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the keys are there.' }),
  key_options: arg.string({ doc: 'Options in front of the keys.' }),
  exclusive: arg.boolean({ default: false, doc: 'Remove all other keys.' }),
  comment: arg.string({ doc: 'Comment behind the keys, instead of their own.' }),
  validate_certs: arg.boolean({ default: true, doc: "Whether the server's certificate must be valid." }),
  follow: arg.boolean({ default: false, doc: 'Write what a link leads to, instead of replacing the link.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const authorizedKey = defineModule({
  name: 'ansible.posix.authorized_key',
  summary: 'Let the owner of a key log in as a user.',
  args,
  examples: ['authorized_key: { user: deploy, key: "{{ deploy_key }}", key_options: "no-port-forwarding" }'],

  *run(given, target): Conversation<Result> {
    const { now } = yield* ask({ now: account({ name: given.user }) });
    if (!now && given.path === undefined)
      fail(`Failed to lookup user ${given.user}: "getpwnam(): name not found: '${given.user}'"`);
    const path = given.path ?? `${now?.home ?? ''}/.ssh/authorized_keys`;
    const keys = yield* keysOf(given);
    const found = yield* openText(path);
    const opened = given.follow ? found : { ...found, path };
    const before = opened.before ?? '';
    const lines = before === '' ? [] : before.replace(/\n$/, '').split('\n');
    const wish = {
      keys,
      isPresent: given.state === 'present',
      isExclusive: given.exclusive && given.state === 'present',
    };
    const text = withKeys(lines, wish)
      .map((line) => `${line}\n`)
      .join('');
    const isChanged = text !== before && !(text === '' && before === '');
    if (isChanged && given.manage_dir) yield* makeDirectory(posix.dirname(path), now);
    const owner = now ? { owner: String(now.uid), group: String(now.gid) } : {};
    const args = { ...noAttributes, ...plainWriting, ...owner, mode: '0600' };
    const written = isChanged ? (yield* saveText(opened, { after: text, args, target })).now : opened.now;
    return {
      changed: isChanged,
      ...given,
      keyfile: path,
      comment: given.comment ?? null,
      key_options: given.key_options ?? null,
      path: given.path ?? null,
      ...(given.path === undefined ? {} : pathResult(written)),
    };
  },
});

function* keysOf({ key, key_options, comment, validate_certs }: Args): Conversation<AuthorizedKey[]> {
  const text = /^https?:\/\//.test(key) ? (yield* downloadBytes(key, validate_certs)).toString() : key;
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return lines.map((line) => {
    const parsed = parseKey(line) ?? fail(`invalid key specified: ${line}`);
    return { ...parsed, options: key_options ?? parsed.options, comment: comment ?? parsed.comment };
  });
}

/** The directory belongs to the user and nobody else may look into it. */
function* makeDirectory(path: string, user: Account | undefined): Conversation<void> {
  const { now } = yield* ask({ now: stat(path, true) });
  const owner = user ? `${user.uid}:${user.gid}` : '';
  const isRight = now.exists && now.permissions === 0o700 && (!user || `${now.uid}:${now.gid}` === owner);
  if (isRight) return;
  const chown = user ? sh` && chown ${owner} -- ${path}` : sh``;
  const run = sh`mkdir -p -- ${path} && chmod 0700 -- ${path}${chown}`;
  yield* change({ what: now.exists ? 'own directory' : 'create directory', after: path, run });
}
