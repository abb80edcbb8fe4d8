import { splitWords } from './lines.js';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};

/** Text safe inside HTML, in the form MarkupSafe gives it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>'"]/g, (character) => escapes[character] ?? character);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\xa0',
  copy: '\xa9',
  reg: '\xae',
  hellip: '\u2026',
  ndash: '\u2013',
  mdash: '\u2014',
  laquo: '\xab',
  raquo: '\xbb',
  euro: '\u20ac',
};

/** Text without comments and tags, its white space in single blanks and its entities replaced. */
export function stripTags(text: string): string {
  const bare = text.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, '');
  return unescapeHtml(splitWords(bare).join(' '));
}

function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      return entities[name ?? ''] ?? whole;
    },
  );
}
