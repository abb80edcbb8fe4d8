/** One line of a list of package sources. */
export interface SourceLine {
  /** Whether it names a source; anything else is kept as it is. */
  readonly isSource: boolean;
  readonly enabled: boolean;
  /** `deb [options] uri suite components`, single spaces between the words. */
  readonly source: string;
  readonly comment: string;
}

const types: ReadonlySet<string> = new Set(['deb', 'deb-src']);

export function parseSource(line: string): SourceLine {
  const trimmed = line.trim();
  const enabled = !trimmed.startsWith('#');
  const text = enabled ? trimmed : trimmed.slice(1);
  const at = text.indexOf('#');
  const comment = at > 0 ? text.slice(at + 1).trim() : '';
  const words = (at > 0 ? text.slice(0, at) : text).trim();
  const isSource = types.has(words.split(/\s+/)[0] ?? '');
  return { isSource, enabled, source: isSource ? words.split(/\s+/).join(' ') : words, comment };
}

export function renderSources(lines: readonly SourceLine[]): string {
  return lines
    .map(({ enabled, source, comment }) => `${enabled ? '' : '# '}${source}${comment === '' ? '' : ` # ${comment}`}\n`)
    .join('');
}

export function parseSources(text: string): SourceLine[] {
  return text.replace(/\n$/, '').split('\n').map(parseSource);
}

/** The file name that a source gets when the task names none: its address with other signs as underscores. */
export function suggestedName(source: string): string {
  const plain = source.replace(/\[[^\]]+\]/g, '').replace(/\w+:\/\//g, '');
  const address = plain.split(/\s+/).find((word) => word !== '' && !types.has(word)) ?? '';
  return wordsOf(address.replace(/^[^@]*@/, '')).join('_');
}

function wordsOf(text: string): string[] {
  return text.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '');
}
