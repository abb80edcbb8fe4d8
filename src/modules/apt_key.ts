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
import { text } from '../questions/text.js';
import { attach, sh, type Script } from '../shell/script.js';
import { aptKey, isAmong, keyNumbers, parseKeyId, trustedKeys, type KeyId } from './debian/keys.js';
import { downloadBytes } from './http/download.js';

const args = {
  id: arg.string({ doc: "The key's number or fingerprint." }),
  data: arg.string({ doc: 'The key itself.' }),
  file: arg.path({ doc: 'File of the target with the key.' }),
  url: arg.string({ doc: 'Address of the key.' }),
  keyserver: arg.string({ doc: 'Key server to ask.' }),
  keyring: arg.path({ doc: 'Keyring file in /etc/apt/trusted.gpg.d.' }),
  validate_certs: arg.boolean({ default: true, doc: "Whether the server's certificate must be valid." }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether apt trusts the key.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const aptKeyModule = defineModule({
  name: 'ansible.builtin.apt_key',
  summary: 'Make apt trust a key everywhere, or stop it. Deprecated: apt-key is gone from new systems.',
  args,
  rules: { mutuallyExclusive: [['data', 'file', 'keyserver', 'url']] },
  examples: [
    'apt_key: { url: "https://download.docker.com/linux/debian/gpg" }',
    'apt_key: { id: "0x9FED2BCBDCD29CDF762678CBAED4B06F473041FA", state: absent }',
  ],

  *run(given): Conversation<Result> {
    const { keys } = yield* ask({ keys: trustedKeys(given.keyring) });
    const id = given.id === undefined ? undefined : parseKeyId(given.id);
    return given.state === 'absent' ? yield* remove(given, id, keys) : yield* add(given, id, keys);
  },
});

function resultOf(id: KeyId | undefined, before: readonly string[]): Result {
  return { before, id: id?.full ?? null, fp: id?.full ?? null, key_id: id?.long ?? null, short_id: id?.short ?? null };
}

function* remove(given: Args, id: KeyId | undefined, keys: readonly string[]): Conversation<Result> {
  if (!id) fail('key_id is required to remove a key');
  const result = resultOf(id, keys);
  if (!isAmong(id, keys)) return { ...result, changed: false };
  const run = sh`${aptKey(given.keyring)} del ${id.short}`;
  return yield* changeKeys(given, { what: 'distrust key', id, run, isThere: false }, result);
}

function* add(given: Args, known: KeyId | undefined, keys: readonly string[]): Conversation<Result> {
  const content = known && isAmong(known, keys) ? undefined : yield* contentOf(given);
  const id = known ?? (content ? yield* idOf(content, given) : undefined);
  const result = resultOf(id, keys);
  if (!id) fail('an id is needed where no key is given', result);
  if (isAmong(id, keys)) return { ...result, changed: false };
  const run = content
    ? sh`${aptKey(given.keyring)} add ${attach(content)}`
    : sh`${aptKey(given.keyring)} adv --no-tty --keyserver ${given.keyserver ?? ''} --recv ${id.full}`;
  if (!content && given.keyserver === undefined)
    fail('one of data, file, keyserver, url is needed to add a key', result);
  return yield* changeKeys(given, { what: 'trust key', id, run, isThere: true }, result);
}

/** The key's bytes; `undefined` where it comes from a key server. */
function* contentOf({ data, file, url, validate_certs }: Args): Conversation<Buffer | undefined> {
  if (data !== undefined) return Buffer.from(data);
  if (url !== undefined) return yield* downloadBytes(url, validate_certs);
  if (file === undefined) return undefined;
  const { found } = yield* ask({ found: text(file) });
  return found?.content ?? fail(`cannot read ${file} on the target`);
}

function* idOf(content: Buffer, { file }: Args): Conversation<KeyId> {
  const script = sh`home=$(mktemp -d) && trap 'rm -rf -- "$home"' EXIT
gpg --homedir "$home" --batch --with-colons --import-options show-only --import ${attach(content)} 2>/dev/null`;
  const key = `key ${content.toString('base64')}`;
  const question = { ...probe(script, ({ stdout }) => keyNumbers(stdout.toString())[0]), key };
  const { number } = yield* ask({ number: question });
  return number === undefined ? fail(`Unable to extract key from '${file ?? 'inline data'}'`) : parseKeyId(number);
}

interface KeyChange {
  readonly what: string;
  readonly id: KeyId;
  readonly run: Script;
  /** Whether the key is to be there afterwards. */
  readonly isThere: boolean;
}

function* changeKeys(given: Args, { what, id, run, isThere }: KeyChange, result: Result): Conversation<Result> {
  const outcome = yield* change({ what, after: id.full, run, mayFail: true });
  if (!outcome) return { ...result, changed: true };
  const stderr = outcome.stderr.toString().trim();
  if (outcome.status !== 0) fail(`apt-key could not ${what} ${id.full}: ${stderr}`, { ...result, rc: outcome.status });
  const { after } = yield* ask({ after: trustedKeys(given.keyring) });
  if (isAmong(id, after) !== isThere)
    fail(
      isThere
        ? 'apt-key did not return an error, but failed to add the key (check that the id is correct and *not* a subkey)'
        : 'apt-key did not return an error, but the key was not removed (check that the id is correct and *not* a subkey)',
      result,
    );
  return { ...result, changed: true, after };
}
