import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type Target,
  type ValuesOf,
} from '../module-kit/index.js';
import { pathResult } from './files/result.js';
import { program } from '../questions/program.js';
import { stat } from '../questions/stat.js';
import { attach, sh } from '../shell/script.js';
import { slugOf, renderStanza } from './debian/stanza.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { applyAttributes } from './files/apply-attributes.js';
import { writeFile } from './files/write.js';
import { checksum } from '../questions/checksum.js';
import { downloadBytes } from './http/download.js';
import { openText, saveText } from './text-edit/edit-file.js';
import { createHash } from 'node:crypto';

const list = (doc: string) => arg.list(arg.string({ doc: '' }))({ doc });
const flag = (doc: string) => arg.boolean({ doc });

/** The arguments that are fields of the source. */
const fields = {
  name: arg.string({ required: true, doc: 'Name of the source; its files are named after it.' }),
  types: arg.list(arg.oneOf('deb', 'deb-src')({ doc: '' }))({ default: ['deb'], doc: 'Binary or source packages.' }),
  uris: list('Addresses of the archive.'),
  suites: list('Releases, or a path that ends with a slash.'),
  components: list('Sections of the archive.'),
  architectures: list('Architectures to fetch.'),
  languages: list('Languages of descriptions.'),
  targets: list('What to fetch.'),
  signed_by: arg.string({
    doc: "The archive's key: an address, a file of the target, fingerprints, or the key itself.",
  }),
  enabled: flag('Whether apt uses the source.'),
  trusted: flag('Whether apt trusts it without a signature.'),
  allow_downgrade_to_insecure: flag('Go on when signatures are gone.'),
  allow_insecure: flag('Go on without signatures.'),
  allow_weak: flag('Go on with weak signatures.'),
  by_hash: flag('Fetch indexes by their digest.'),
  check_date: flag("Whether the target's clock is right."),
  check_valid_until: flag('Refuse old indexes.'),
  pdiffs: flag('Fetch differences of indexes.'),
  date_max_future: arg.integer({ doc: 'How many seconds ahead the archive may be.' }),
  inrelease_path: arg.string({ doc: 'Where the InRelease file is.' }),
} as const;

const args = {
  ...fields,
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the source is there.' }),
  mode: arg.mode({ default: '0644', doc: 'Permissions of the file.' }),
  install_python_debian: arg.boolean({ default: false, doc: 'Ignored: no Python is needed.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const deb822Repository = defineModule({
  name: 'ansible.builtin.deb822_repository',
  summary: "Add or remove a source of Debian's packages, in the format of several lines.",
  args,
  examples: [
    'deb822_repository: { name: docker, uris: "https://download.docker.com/linux/debian", suites: bookworm, components: stable, signed_by: "https://download.docker.com/linux/debian/gpg" }',
    'deb822_repository: { name: docker, state: absent }',
  ],

  *run(given, target): Conversation<Result> {
    const slug = slugOf(given.name);
    const dest = `/etc/apt/sources.list.d/${slug}.sources`;
    return given.state === 'absent' ? yield* remove(dest, slug) : yield* write(given, { dest, slug, target });
  },
});

function keyFiles(slug: string): readonly string[] {
  return ['gpg', 'asc'].map((kind) => `/etc/apt/keyrings/${slug}.${kind}`);
}

function* remove(dest: string, slug: string): Conversation<Result> {
  const [binary = '', armored = ''] = keyFiles(slug);
  const now = yield* ask({ source: stat(dest), binary: stat(binary), armored: stat(armored) });
  const there = [
    now.source.exists ? dest : [],
    now.binary.exists ? binary : [],
    now.armored.exists ? armored : [],
  ].flat();
  if (there.length > 0) yield* change({ what: 'remove', before: there.join(', '), run: sh`rm -f -- ${there}` });
  return { changed: there.length > 0, repo: null, dest, key_filename: now.armored.exists ? armored : binary };
}

interface Place {
  readonly dest: string;
  readonly slug: string;
  readonly target: Target;
}

function* write(given: Args, { dest, slug, target }: Place): Conversation<Result> {
  if (!(yield* ask({ apt: program('apt-get') })).apt)
    fail('the target has no apt-get: package sources are of no use there');
  const key = yield* placeKey(given, slug);
  const repo = renderStanza(fieldsOf(given, key.file));
  const opened = yield* openText(dest);
  const attributes = { ...noAttributes, ...plainWriting, mode: given.mode };
  const saved = yield* saveText(opened, { after: repo, args: attributes, target });
  const changed = key.changed || saved.contentChanged || saved.attributesChanged;
  return { changed, repo, dest, key_filename: key.file ?? null, mode: given.mode, ...pathResult(saved.now) };
}

function fieldsOf(given: Args, keyFile: string | undefined): Parameters<typeof renderStanza>[0] {
  // The keys of the definition are the names of the values.
  const names = Object.keys(fields) as (keyof typeof fields)[];
  return { ...Object.fromEntries(names.map((name) => [name, given[name]])), signed_by: keyFile ?? given.signed_by };
}

interface Key {
  readonly changed: boolean;
  /** The file that the key was put into. */
  readonly file: string | undefined;
}

/** A key at an address is fetched into a file of its own; all others are written as they are. */
function* placeKey({ signed_by }: Args, slug: string): Conversation<Key> {
  if (signed_by === undefined || !/^(https?|ftp):\/\//.test(signed_by)) return { changed: false, file: undefined };
  const content = yield* downloadBytes(signed_by, true);
  const isArmored = content.toString('latin1').includes('-----BEGIN PGP PUBLIC KEY BLOCK-----');
  const [binary = '', armored = ''] = keyFiles(slug);
  const file = isArmored ? armored : binary;
  const { now, sha1, directory } = yield* ask({
    now: stat(file),
    sha1: checksum(file),
    directory: stat('/etc/apt/keyrings', true),
  });
  if (!directory.exists)
    yield* change({
      what: 'create directory',
      after: '/etc/apt/keyrings',
      run: sh`mkdir -m 0755 -- /etc/apt/keyrings`,
    });
  const wanted = { ...noAttributes, mode: '0644' };
  if (now.exists && sha1 === createHash('sha1').update(content).digest('hex'))
    return { changed: (yield* applyAttributes(file, wanted, now)).changed, file };
  yield* writeFile({ path: file, source: sh`${attach(content)}`, now, wanted, settings: plainWriting });
  return { changed: true, file };
}
