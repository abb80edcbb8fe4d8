import { controlEscapes } from './control-escapes.js';

const escape = /\\(?:U([\da-fA-F]{8})|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\\'"abfnrtv]))/g;

/** Text of `key=value` arguments with Python's escapes decoded; other backslashes stay. */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(escape, (whole, wide?: string, unicode?: string, byte?: string, letter?: string) => {
    const hex = wide ?? unicode ?? byte;
    if (hex !== undefined) return fromCode(Number.parseInt(hex, 16), whole);
    return letter === undefined ? whole : (controlEscapes[letter] ?? letter);
  });
}

function fromCode(code: number, whole: string): string {
  return code > 0x10ffff ? whole : String.fromCodePoint(code);
}
