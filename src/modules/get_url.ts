import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import {
  arg,
  ask,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type Target,
  type ValuesOf,
} from '../module-kit/index.js';
import { checksum, type ChecksumAlgorithm } from '../questions/checksum.js';
import { stat, type Stat } from '../questions/stat.js';
import { attach, sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { toText } from '../values/repr.js';
import { applyAttributes } from './files/apply-attributes.js';
import { attributeArguments } from './files/arguments.js';
import { pathResult } from './files/result.js';
import { writeFile } from './files/write.js';
import { expectedChecksum, type ExpectedChecksum } from './get_url/expected-checksum.js';
import { httpArguments } from './http/arguments.js';
import { fetchUrl, parseUrl, type Fetch, type Fetched } from './http/fetch.js';
import { problemOf, sizeMessage } from './http/result.js';

const args = {
  ...attributeArguments,
  ...httpArguments,
  dest: arg.path({ required: true, doc: 'File or directory of the target.' }),
  checksum: arg.string({
    default: '',
    doc: 'What the file must be: sha256:DIGEST, or sha256:URL of a list of digests.',
  }),
  force: arg.boolean({ default: false, doc: 'Download even when the file is there.' }),
  backup: arg.boolean({ default: false, doc: 'Keep the old file beside the new one.' }),
  headers: arg.dict({ doc: 'Headers to send.' }),
  timeout: arg.integer({ default: 10, doc: 'Seconds for each request.' }),
  tmp_dest: arg.path({ doc: 'Ignored: the new file is made beside dest, so that it can be renamed there.' }),
} as const;

type Args = ValuesOf<typeof args>;

/** The file that a download goes to. */
interface Place {
  readonly path: string;
  readonly now: Stat;
  readonly sha1: string | undefined;
}

/**
 * The request leaves from the target over the SSH connection, and the bytes travel through the controller: so it works
 * the same on every target, whether curl or wget is there or not, with one HTTP client for uri and get_url. The file is
 * held in memory for that time.
 */
export const getUrl = defineModule({
  name: 'ansible.builtin.get_url',
  summary: 'Download a file from the target.',
  args,
  examples: [
    'get_url: { url: "https://example.org/thanos.tar.gz", dest: /opt/thanos.tar.gz, checksum: "sha256:https://example.org/sums.txt", mode: "0644" }',
  ],

  *run(given, target): Conversation<Result> {
    const { itself, real } = yield* ask({
      itself: stat(given.dest),
      real: stat(given.dest, true),
      parent: stat(posix.dirname(given.dest), true),
    });
    const isDirectory = real.exists && real.kind === 'directory';
    const fetch = fetchOf(given);
    const expected = yield* expectedChecksum(given, fetch, (one) =>
      attempt(one, { url: given.url, dest: given.dest, elapsed: 0 }),
    );
    const kept = isDirectory ? undefined : yield* keepExisting(given, real, expected);
    if (kept) return kept;
    const started = Date.now();
    const fetched = yield* download(
      given,
      isDirectory ? { exists: false, isDenied: false, umask: real.umask } : itself,
      fetch,
      expected !== undefined,
    );
    const elapsed = Math.floor((Date.now() - started) / 1000);
    const place = yield* placeOf(given, isDirectory ? undefined : itself, fetched);
    return yield* save({ given, place, fetched, expected, elapsed, target });
  },
});

function fetchOf(given: Args): Fetch {
  const headers = Object.fromEntries([...(given.headers ?? [])].map(([name, value]) => [toText(name), toText(value)]));
  const cache: Record<string, string> = given.force ? { 'Cache-Control': 'no-cache' } : {};
  return { args: given, method: 'GET', headers: { ...cache, ...headers }, redirects: 'all', timeout: given.timeout };
}

/** A file that is there is not downloaded again, unless it is forced or its checksum is wrong. */
function* keepExisting(
  given: Args,
  now: Stat,
  expected: ExpectedChecksum | undefined,
): Conversation<Result | undefined> {
  if (!now.exists || given.force) return undefined;
  if (expected) {
    const { digest } = yield* ask({ digest: checksum(given.dest, expected.algorithm) });
    if (digest !== expected.digest) return undefined;
  }
  if (!expected) return undefined;
  const { changed, now: after } = yield* applyAttributes(given.dest, given, now);
  return {
    changed,
    msg: 'file already exists',
    dest: given.dest,
    url: given.url,
    elapsed: 0,
    checksum_src: null,
    checksum_dest: null,
    ...pathResult(after),
  };
}

function* download(given: Args, now: Stat, fetch: Fetch, hasChecksum: boolean): Conversation<Fetched> {
  const since: Record<string, string> =
    now.exists && !given.force && !hasChecksum
      ? { 'If-Modified-Since': new Date(now.modified * 1000).toUTCString() }
      : {};
  const where = { url: given.url, dest: given.dest, elapsed: 0 };
  const fetched = yield* attempt({ ...fetch, headers: { ...since, ...fetch.headers } }, where);
  const { status, reason } = fetched.response;
  if (status !== 200 && status !== 304)
    fail('Request failed', { ...where, status_code: status, response: `HTTP Error ${status}: ${reason}` });
  return fetched;
}

function* attempt(fetch: Fetch, where: Readonly<Record<string, string | number>>): Conversation<Fetched> {
  try {
    return yield* fetchUrl(fetch);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    fail(problemOf(thrown), where);
  }
}

/** Where the download goes: `itself` is what is at `dest`, unless that is a directory. */
function* placeOf({ dest, url }: Args, itself: Stat | undefined, fetched: Fetched): Conversation<Place> {
  const path = itself ? dest : posix.join(dest, fileName(fetched));
  const where = { url, dest: path, elapsed: 0, checksum_src: digestOf(fetched.body, 'sha1'), checksum_dest: null };
  const { now, sha1, parent } = yield* ask({
    now: stat(path),
    sha1: checksum(path),
    parent: stat(posix.dirname(path), true),
  });
  if (!parent.exists) fail(`Destination ${posix.dirname(path)} does not exist`, where);
  if (!parent.writable) fail(`Destination ${posix.dirname(path)} is not writable`, where);
  // What a link leads to is written, as Ansible does here.
  const target = itself?.exists === true && itself.kind === 'link' ? (itself.resolved ?? path) : path;
  return {
    path: target,
    now: now.exists && now.kind === 'link' ? (yield* ask({ real: stat(target) })).real : now,
    sha1,
  };
}

/** In a directory the file is named as the server says, else by the last part of the URL. */
function fileName({ response, url }: Fetched): string {
  const disposition = String(response.headers['content-disposition'] ?? '');
  const [, quoted, bare] = /filename="([^"]*)"|filename=([^;\s]+)/i.exec(disposition) ?? [];
  const name = posix.basename(quoted ?? bare ?? decodeURIComponent(url.pathname));
  return name === '' || name === '/' ? 'index.html' : name;
}

interface Saving {
  readonly given: Args;
  readonly place: Place;
  readonly fetched: Fetched;
  readonly expected: ExpectedChecksum | undefined;
  readonly elapsed: number;
  readonly target: Target;
}

function* save({ given, place, fetched, expected, elapsed }: Saving): Conversation<Result> {
  const { response, body } = fetched;
  const common = { url: parseUrl(given.url).href, dest: place.path, elapsed, status_code: response.status };
  const isCurrent = response.status === 304;
  const sha1 = isCurrent ? place.sha1 : digestOf(body, 'sha1');
  if (expected && !isCurrent)
    verify(body, expected, { ...common, checksum_src: sha1 ?? null, checksum_dest: place.sha1 ?? null });
  if (isCurrent || (place.now.exists && sha1 === place.sha1)) {
    if (!place.now.exists) fail('the server says that a missing file is up to date', common);
    const { changed, now } = yield* applyAttributes(place.path, given, place.now);
    const sums = isCurrent ? {} : { checksum_src: sha1, checksum_dest: place.sha1, md5sum: digestOf(body, 'md5') };
    return { changed, msg: messageOfStatus(fetched), ...common, ...sums, ...pathResult(now) };
  }
  const settings = { backup: given.backup, validate: undefined };
  const { now, backup } = yield* writeFile({
    path: place.path,
    source: sh`${attach(body)}`,
    now: place.now,
    wanted: given,
    settings,
  });
  return {
    changed: true,
    msg: messageOfStatus(fetched),
    ...common,
    src: place.path,
    checksum_src: sha1,
    checksum_dest: place.sha1 ?? null,
    md5sum: digestOf(body, 'md5'),
    ...pathResult(now ?? place.now),
    ...(backup === undefined ? {} : { backup_file: backup }),
  };
}

function verify(body: Buffer, { algorithm, digest }: ExpectedChecksum, common: Readonly<Record<string, Json>>): void {
  const found = digestOf(body, algorithm);
  if (found !== digest)
    fail(`The checksum for ${String(common['dest'])} did not match ${digest}; it was ${found}.`, { ...common });
}

function messageOfStatus({ response }: Fetched): string {
  if (response.status === 304) return 'HTTP Error 304: Not Modified';
  return sizeMessage(response);
}

function digestOf(body: Buffer, algorithm: ChecksumAlgorithm): string {
  return createHash(algorithm).update(body).digest('hex');
}
