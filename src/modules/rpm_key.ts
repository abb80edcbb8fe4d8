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
import { attach, sh } from '../shell/script.js';
import { downloadBytes } from './http/download.js';

const args = {
  key: arg.string({
    required: true,
    doc: "A file of the target or an address with the key; to remove one, also the key's number.",
  }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether rpm trusts the key.' }),
  fingerprint: arg.list(arg.string({ doc: '' }))({ doc: 'Only a key with one of these is imported.' }),
  validate_certs: arg.boolean({ default: true, doc: "Whether the server's certificate must be valid." }),
} as const;

type Args = ValuesOf<typeof args>;

export const rpmKey = defineModule({
  name: 'ansible.builtin.rpm_key',
  summary: 'Make rpm trust a key, or stop it.',
  args,
  examples: [
    'rpm_key: { key: "https://dl.example.org/RPM-GPG-KEY-example" }',
    'rpm_key: { key: DEADB33F, state: absent }',
  ],

  *run(given): Conversation<Result> {
    const content = yield* contentOf(given);
    const key = content ? yield* readKey(content) : { id: given.key.trim().replace(/^0x/i, ''), fingerprints: [] };
    const { known } = yield* ask({ known: trusted });
    const short = key.id.slice(-8).toLowerCase();
    const isThere = known.includes(short);
    if (given.state === 'absent') {
      if (isThere)
        yield* change({
          what: 'distrust key',
          before: short,
          run: sh`rpm --erase --allmatches ${`gpg-pubkey-${short}`}`,
        });
      return { changed: isThere };
    }
    if (isThere) return { changed: false };
    if (!content) fail('When importing a key, a valid file must be given');
    checkFingerprint(given, key.fingerprints);
    yield* change({ what: 'trust key', after: short, run: sh`rpm --import ${attach(content)}` });
    return { changed: true };
  },
});

/** The key itself; `undefined` where only its number is given. */
function* contentOf({ key, validate_certs }: Args): Conversation<Buffer | undefined> {
  if (/^(https?|ftp):\/\//.test(key)) return yield* downloadBytes(key, validate_certs);
  const { found } = yield* ask({ found: text(key) });
  if (found?.content) return found.content;
  return /^(0x)?[0-9a-f]{8,40}$/i.test(key.trim()) ? undefined : fail(`Not a valid key ${key}`);
}

interface Key {
  readonly id: string;
  readonly fingerprints: readonly string[];
}

function* readKey(content: Buffer): Conversation<Key> {
  const script = sh`gpg=$(command -v gpg || command -v gpg2) || exit 99
home=$(mktemp -d) || exit; trap 'rm -rf -- "$home"' EXIT
"$gpg" --homedir "$home" --no-tty --batch --with-colons --fixed-list-mode --import-options show-only --import ${attach(content)} 2>&1`;
  // Keys of one size would be one question otherwise.
  const question = { ...probe(script, (outcome) => outcome), key: `rpm key ${content.toString('base64')}` };
  const { outcome } = yield* ask({ outcome: question });
  if (outcome.status === 99) fail('the target has no gpg: install gnupg there');
  const said = outcome.stdout.toString();
  const lines = said.split('\n').map((line) => line.split(':'));
  const id = lines.find(([kind]) => kind === 'pub')?.[4];
  if (id === undefined) fail(`not a key: ${said.trim()}`);
  return { id, fingerprints: lines.flatMap(([kind, ...fields]) => (kind === 'fpr' ? [fields[8] ?? ''] : [])) };
}

/** The numbers of the keys that rpm trusts. */
const trusted = probe(
  sh`command -v rpm >/dev/null || exit 99; rpm -q gpg-pubkey --qf '%{VERSION}\\n'`,
  ({ status, stdout }) => {
    if (status === 99) fail('the target has no rpm: keys are of no use there');
    return stdout.toString().toLowerCase().split('\n');
  },
);

function checkFingerprint({ fingerprint }: Args, found: readonly string[]): void {
  if (fingerprint === undefined) return;
  const wanted = fingerprint.map((one) => one.replaceAll(' ', '').toUpperCase());
  if (found.some((one) => wanted.includes(one.toUpperCase()))) return;
  fail(
    `The specified fingerprint, '${wanted.join(', ')}', does not match any key fingerprint in '${found.join(', ')}'`,
  );
}
