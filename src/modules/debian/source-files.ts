import { fail } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { OutputReader } from '../../questions/output-reader.js';
import { rawShell } from '../../shell/script.js';
import { parseSource, parseSources, type SourceLine } from './sources.js';

/** The one-line source lists of a target, by path. */
export type SourceFiles = ReadonlyMap<string, readonly SourceLine[]>;

export interface AptSystem {
  readonly files: SourceFiles;
  /** Bytes of the files as they are, for a diff and for going back. */
  readonly texts: ReadonlyMap<string, string>;
  readonly distribution: string;
  readonly codename: string;
}

export const aptSystem = probe(
  rawShell(`command -v apt-get >/dev/null 2>&1 || { printf 'missing\\0'; exit; }
( ID= VERSION_CODENAME=; [ ! -r /etc/os-release ] || . /etc/os-release; printf '%s\\0%s\\0' "$ID" "$VERSION_CODENAME" )
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -f "$list" ] && [ -r "$list" ] && { printf '%s\\0' "$list"; cat -- "$list"; printf '\\0'; }
done; :`),
  ({ stdout }): AptSystem => {
    const reader = new OutputReader(stdout, 'package sources');
    const distribution = reader.text();
    if (distribution === 'missing') fail('the target has no apt-get: package sources are of no use there');
    const codename = reader.text();
    const parts = reader.rest().toString().split('\0');
    const texts = new Map<string, string>();
    for (let index = 0; index + 1 < parts.length; index += 2) texts.set(parts[index] ?? '', parts[index + 1] ?? '');
    const files = new Map([...texts].map(([path, text]) => [path, text === '' ? [] : parseSources(text)]));
    return { files, texts, distribution, codename };
  },
);

/** The files with a source switched on: where it stands already, else at the end of `path`. */
export function withSource(files: SourceFiles, line: string, path: string): SourceFiles {
  const wanted = parseSource(line);
  const isKnown = [...files.values()].flat().some((one) => isSame(one, wanted));
  if (!isKnown) return new Map([...files, [path, [...(files.get(path) ?? []), wanted]]]);
  return mapLines(files, (one) => (isSame(one, wanted) && !one.enabled ? [{ ...one, enabled: true }] : [one]));
}

/** The files without a source; commented-out copies of it stay. */
export function withoutSource(files: SourceFiles, line: string): SourceFiles {
  const unwanted = parseSource(line);
  return mapLines(files, (one) => (isSame(one, unwanted) && one.enabled ? [] : [one]));
}

function isSame(one: SourceLine, other: SourceLine): boolean {
  return one.isSource && one.source === other.source;
}

function mapLines(files: SourceFiles, change: (line: SourceLine) => readonly SourceLine[]): SourceFiles {
  return new Map([...files].map(([path, lines]) => [path, lines.flatMap(change)]));
}
