import { controlEscapes } from '../base/control-escapes.js';
import type { Offset } from './source.js';
import { TemplateSyntaxError } from './syntax-error.js';

const escape = /\\(\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/gs;
const simple: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  ...controlEscapes,
};

/** What a string literal's body stands for, with Python's escapes; unknown escapes stay as written. */
export function unescapeString(body: string, offset: Offset): string {
  if (!body.includes('\\')) return body;
  return body.replace(escape, (whole, code: string) => {
    const known = simple[code];
    if (known !== undefined) return known;
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (/^[xuU]./.test(code)) return fromHex(code.slice(1), offset);
    if (/^[xuUN]$/.test(code)) throw new TemplateSyntaxError(`cannot decode the escape ${whole} in a string`, offset);
    return whole;
  });
}

function fromHex(digits: string, offset: Offset): string {
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) throw new TemplateSyntaxError('illegal Unicode character in a string', offset);
  return String.fromCodePoint(code);
}
