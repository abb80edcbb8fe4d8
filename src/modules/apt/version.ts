/** Compares two Debian versions as dpkg does: negative when the first is older. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  return (
    one.epoch - other.epoch || comparePart(one.upstream, other.upstream) || comparePart(one.revision, other.revision)
  );
}

interface Version {
  readonly epoch: number;
  readonly upstream: string;
  readonly revision: string;
}

function partsOf(version: string): Version {
  const colon = version.indexOf(':');
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? 0 : Number(version.slice(0, colon)),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** Stretches of other characters and of digits in turn. */
function comparePart(a: string, b: string): number {
  let [left, right] = [a, b];
  while (left !== '' || right !== '') {
    const [text, other] = [/^\D*/.exec(left)?.[0] ?? '', /^\D*/.exec(right)?.[0] ?? ''];
    const byText = compareText(text, other);
    if (byText !== 0) return byText;
    [left, right] = [left.slice(text.length), right.slice(other.length)];
    const [digits, others] = [/^\d*/.exec(left)?.[0] ?? '', /^\d*/.exec(right)?.[0] ?? ''];
    const byNumber = Number(digits) - Number(others);
    if (byNumber !== 0) return byNumber;
    [left, right] = [left.slice(digits.length), right.slice(others.length)];
  }
  return 0;
}

function compareText(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = weight(a.charAt(at)) - weight(b.charAt(at));
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A tilde comes before everything, even the end; letters come before other characters. */
function weight(character: string): number {
  if (character === '~') return -1;
  if (character === '') return 0;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}
