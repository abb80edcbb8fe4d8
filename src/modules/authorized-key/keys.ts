/** One line of a file of authorized keys that holds a key. */
export interface AuthorizedKey {
  readonly options: string;
  readonly type: string;
  readonly blob: string;
  readonly comment: string;
}

const keyType =
  /^(?:sk-)?(?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp\d+)(?:@openssh\.com|-cert-v01@openssh\.com)?$/;

/** The key of a line; `undefined` for a comment or anything else. Options may hold quoted spaces. */
export function parseKey(line: string): AuthorizedKey | undefined {
  const words = line.trim().match(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g) ?? [];
  if (words[0]?.startsWith('#')) return undefined;
  const at = words.findIndex((word) => keyType.test(word));
  const blob = words[at + 1];
  if (at < 0 || at > 1 || blob === undefined) return undefined;
  return {
    options: at === 1 ? (words[0] ?? '') : '',
    type: words[at] ?? '',
    blob,
    comment: words.slice(at + 2).join(' '),
  };
}

export function renderKey({ options, type, blob, comment }: AuthorizedKey): string {
  return [options, type, blob, comment].filter((part) => part !== '').join(' ');
}

export interface KeyWish {
  readonly keys: readonly AuthorizedKey[];
  readonly isPresent: boolean;
  /** Whether no other key may be there. */
  readonly isExclusive: boolean;
}

/** The lines with the keys as wanted: new and changed ones go to the end. With `isExclusive` nothing else stays. */
export function withKeys(lines: readonly string[], { keys, isPresent, isExclusive }: KeyWish): string[] {
  const wantedFor = (line: string): AuthorizedKey | undefined => {
    const now = parseKey(line);
    return now && keys.find((key) => key.blob === now.blob);
  };
  const kept = lines.flatMap((line) => {
    const wanted = wantedFor(line);
    if (!wanted) return isExclusive ? [] : [line];
    if (!isPresent) return [];
    return isSame(parseKey(line), wanted) ? [line] : [];
  });
  if (!isPresent) return kept;
  const there = new Set(kept.flatMap((line) => parseKey(line)?.blob ?? []));
  return [...kept, ...keys.filter(({ blob }) => !there.has(blob)).map(renderKey)];
}

function isSame(now: AuthorizedKey | undefined, wanted: AuthorizedKey): boolean {
  return now !== undefined && renderKey(now) === renderKey(wanted);
}
