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
import { account } from '../questions/account.js';
import { stat } from '../questions/stat.js';
import { sh } from '../shell/script.js';
import { parseKey, withKeys, type AuthorizedKey } from './authorized-key/keys.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { downloadBytes } from './http/download.js';
import { openText, saveText } from './text-edit/edit-file.js';

const args = {
  user: arg.string({ required: true, doc: 'Whose keys they are.' }),
  key: arg.string({ required: true, doc: 'The public keys, one a line, or an address that lists them.' }),
  path: arg.path({ doc: 'The file; ~/.ssh/authorized_keys of the user by default.' }),
  manage_dir: arg.boolean({ default: true, doc: 'Make the directory, and set its owner and mode.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the keys are there.' }),
  key_options: arg.string({ doc: 'Options in front of the keys.' }),
  exclusive: arg.boolean({ default: false, doc: 'Remove all other keys.' }),
  comment: arg.string({ doc: 'Comment behind the keys, instead of their own.' }),
  validate_certs: arg.boolean({ default: true, doc: "Whether the server's certificate must be valid." }),
  follow: arg.boolean({ default: false, doc: 'Without meaning here: what a link leads to is written.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const authorizedKey = defineModule({
  name: 'ansible.posix.authorized_key',
  summary: 'Let the owner of a key log in as a user.',
  args,
  examples: ['authorized_key: { user: deploy, key: "{{ deploy_key }}", key_options: "no-port-forwarding" }'],

  *run(given, target): Conversation<Result> {
    const { now } = yield* ask({ now: account({ name: given.user }) });
    if (!now && given.path === undefined) fail(`Failed to lookup user ${given.user}: there is no such user`);
    const path = given.path ?? `${now?.home ?? ''}/.ssh/authorized_keys`;
    const keys = yield* keysOf(given);
    if (given.manage_dir && given.state === 'present') yield* makeDirectory(posix.dirname(path), given.user);
    const opened = yield* openText(path);
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
    const owner = now ? { owner: String(now.uid), group: String(now.gid) } : {};
    const attributes = { ...noAttributes, ...plainWriting, ...(opened.now.exists ? {} : { ...owner, mode: '0600' }) };
    if (isChanged) yield* saveText(opened, { after: text, args: attributes, target });
    const { user, key, state, exclusive, key_options = null } = given;
    return {
      changed: isChanged,
      user,
      key,
      keyfile: path,
      state,
      exclusive,
      key_options,
      manage_dir: given.manage_dir,
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
function* makeDirectory(path: string, user: string): Conversation<void> {
  const { now } = yield* ask({ now: stat(path, true) });
  if (now.exists) return;
  const run = sh`mkdir -p -- ${path} && chmod 0700 -- ${path} && chown "$(id -u ${user}):$(id -g ${user})" -- ${path}`;
  yield* change({ what: 'create directory', after: path, run });
}
