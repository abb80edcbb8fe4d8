import { chunked } from '../base/chunked.js';
import { ProvisionError } from '../base/errors.js';
import { groupBy } from '../base/group-by.js';
import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import { OutputReader } from './output-reader.js';
import { defineQuestion } from './question.js';

export const checksumAlgorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

export interface ChecksumSubject {
  readonly path: string;
  readonly algorithm: ChecksumAlgorithm;
}

const mostAtOnce = 200;

const define = rawShell(`sums() {
  algorithm=$1; shift; count=$#
  while [ "$count" -gt 0 ]; do
    path=$1; shift; count=$((count - 1))
    if [ -f "$path" ] && [ -r "$path" ]; then set -- "$@" "$path"; echo y; else echo n; fi
  done
  [ $# = 0 ] || digest "$@"
}
digest() {
  if command -v "\${algorithm}sum" >/dev/null 2>&1; then "\${algorithm}sum" "$@"
  elif command -v openssl >/dev/null 2>&1; then openssl dgst -r "-$algorithm" "$@"
  elif command -v busybox >/dev/null 2>&1; then busybox "\${algorithm}sum" "$@"
  else for path do echo "? none"; done; fi
}`);

/** The checksum of a readable file in lower-case hex, links followed; `undefined` when there is none. */
export const checksumOf = defineQuestion<ChecksumSubject, string | undefined>({
  kind: 'checksum',
  script: (subjects) => joinScripts([define, ...chunks(subjects).map(scriptOf)]),
  read({ stdout }, subjects) {
    const reader = new OutputReader(stdout, 'checksums');
    const digests = new Map(chunks(subjects).flatMap((chunk) => readChunk(reader, chunk)));
    return subjects.map((subject) => digests.get(subject));
  },
});

export function checksum(path: string, algorithm: ChecksumAlgorithm = 'sha1'): ReturnType<typeof checksumOf> {
  return checksumOf({ path, algorithm });
}

function scriptOf(chunk: readonly ChecksumSubject[]): Script {
  return sh`sums ${chunk[0]?.algorithm ?? ''} ${chunk.map(({ path }) => (path.startsWith('/') ? path : `./${path}`))}`;
}

function readChunk(reader: OutputReader, chunk: readonly ChecksumSubject[]): [ChecksumSubject, string][] {
  const present = chunk.filter(() => reader.line() === 'y');
  return present.map((subject) => {
    const digest = readDigest(reader, subject.path);
    if (digest !== '?') return [subject, digest];
    throw new ProvisionError('E0504', `the target has no program for ${subject.algorithm} checksums`, {
      hint: `install coreutils or openssl there`,
    });
  });
}

/** GNU tools escape odd names and say so by a backslash in front; others let a newline in the name break the line. */
function readDigest(reader: OutputReader, path: string): string {
  const line = reader.line();
  if (path.includes('\n') && !line.startsWith('\\'))
    for (let more = path.split('\n').length - 1; more > 0; more--) reader.line();
  return (/^\\?(\?|[0-9a-f]+)/.exec(line)?.[1] ?? line).toLowerCase();
}

function chunks(subjects: readonly ChecksumSubject[]): ChecksumSubject[][] {
  return groupBy(subjects, ({ algorithm }) => algorithm).flatMap(({ members }) => chunked(members, mostAtOnce));
}
