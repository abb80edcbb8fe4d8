import { floatRepr } from './float-repr.js';
import { Range } from './range.js';
import { RuntimeObject } from './runtime-object.js';
import { timestampRepr, timestampText } from './timestamp-text.js';
import { Float, TemplateText, Timestamp, Tuple, UnsafeText, VaultText } from './value.js';

/** Python's `str()`. An undefined value raises its error. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof RuntimeObject) return value.text();
  if (value instanceof UnsafeText) return value.text;
  if (value instanceof Timestamp) return timestampText(value);
  return toRepr(value);
}

/** Python's `repr()`. */
export function toRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return textRepr(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : floatRepr(value);
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'object' ? objectRepr(value) : String(value);
}

function objectRepr(value: object): string {
  if (value instanceof RuntimeObject) return value.text();
  if (value instanceof Float) return floatRepr(value.value);
  if (value instanceof Map)
    return `{${[...value].map(([key, member]) => `${toRepr(key)}: ${toRepr(member)}`).join(', ')}}`;
  if (Array.isArray(value)) return listRepr(value);
  if (value instanceof Timestamp) return timestampRepr(value);
  if (value instanceof Uint8Array) return bytesRepr(value);
  if (value instanceof TemplateText) return textRepr(value.source);
  if (value instanceof VaultText) return textRepr(value.armoured);
  if (value instanceof UnsafeText) return textRepr(value.text);
  return 'callableName' in value ? `<built-in method ${String(value.callableName)}>` : '<object>';
}

function listRepr(list: readonly unknown[]): string {
  if (list instanceof Range) return list.describe();
  const items = Array.from(list, toRepr).join(', ');
  if (list instanceof Tuple) return list.length === 1 ? `(${items},)` : `(${items})`;
  return `[${items}]`;
}

function textRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replace(special, (character) => escapeCharacter(character, quote)) + quote;
}

const special = /[\\'"\p{C}\p{Z}]/gu;
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', ' ': ' ' };

function escapeCharacter(character: string, quote: string): string {
  const known = short[character];
  if (known !== undefined) return known;
  if (character === '"' || character === "'") return character === quote ? `\\${character}` : character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const body = Array.from(bytes, (byte) => (byte >= 0x80 ? `\\x${byte.toString(16)}` : escapeByte(byte, quote)));
  return `b${quote}${body.join('')}${quote}`;
}

function escapeByte(byte: number, quote: string): string {
  return String.fromCharCode(byte).replace(special, (character) => escapeCharacter(character, quote));
}
