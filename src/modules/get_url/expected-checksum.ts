import { posix } from 'node:path';
import { fail, type Conversation } from '../../module-kit/index.js';
import { checksumAlgorithms, type ChecksumAlgorithm } from '../../questions/checksum.js';
import { parseUrl, type Fetch, type Fetched } from '../http/fetch.js';

/** The checksum that a download must have. */
export interface ExpectedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly digest: string;
}

/** Makes a request, and ends the task when there is no answer. */
type Download = (fetch: Fetch) => Conversation<Fetched>;

/** Reads `sha256:...`; the digest may be the address of a file that lists digests by name. */
export function* expectedChecksum(
  { checksum: text, dest }: { readonly checksum: string; readonly dest: string },
  fetch: Fetch,
  download: Download,
): Conversation<ExpectedChecksum | undefined> {
  if (text === '') return undefined;
  const where = { url: fetch.args.url, dest, elapsed: 0, checksum_src: null, checksum_dest: null };
  const [name = '', ...rest] = text.split(':');
  const value = rest.join(':');
  if (value === '') fail('The checksum parameter has to be in format <algorithm>:<checksum>', where);
  const algorithm = checksumAlgorithms.find((known) => known === name.trim().toLowerCase());
  if (algorithm === undefined) {
    fail(
      `the checksum must look like sha256:DIGEST or sha256:URL, with one of ${checksumAlgorithms.join(', ')}, not ${JSON.stringify(text)}`,
      where,
    );
  }
  const digest = /^(https?|ftp|file):/.test(value)
    ? yield* listedDigest(value, fetch, download)
    : value.replace(/\W+/g, '').toLowerCase();
  if (!/^[0-9a-f]+$/.test(digest)) fail(`The checksum format is invalid: ${text}`);
  return { algorithm, digest };
}

function* listedDigest(address: string, fetch: Fetch, download: Download): Conversation<string> {
  const { body, response } = yield* download({ ...fetch, args: { ...fetch.args, url: address } });
  if (response.status !== 200)
    fail(`Unable to retrieve checksum file ${address}: HTTP ${response.status}`, {
      checksum_url: address,
      status_code: response.status,
    });
  const wanted = decodeURIComponent(posix.basename(parseUrl(fetch.args.url).pathname));
  const lines = body
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim());
  const only = lines.filter((line) => line !== '');
  if (only.length === 1 && /^[0-9a-fA-F]+$/.test(only[0] ?? '')) return (only[0] ?? '').toLowerCase();
  const found = only
    .map((line) => /^([0-9a-fA-F]+)\s+[*]?(?:\.\/)?(.+)$/.exec(line))
    .find((match) => match !== null && posix.basename(match[2] ?? '') === wanted);
  return (
    found?.[1]?.toLowerCase() ??
    fail(`Unable to find a checksum for file '${wanted}' in '${address}'`, { checksum_url: address })
  );
}
