import { unreadable } from './unreadable.js';

/** One element of DER: its tag, all its bytes, and those of its content. */
export interface Element {
  readonly tag: number;
  readonly bytes: Buffer;
  readonly content: Buffer;
}

/** The elements that lie one after the other in these bytes. */
export function readElements(bytes: Buffer): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = readElement(bytes.subarray(at));
    elements.push(element);
    at += element.bytes.length;
  }
  return elements;
}

/** The first element of these bytes. */
export function readElement(bytes: Buffer): Element {
  const [tag = 0, first = 0] = bytes;
  const more = first & 0x80 ? first & 0x7f : 0;
  const length = more === 0 ? first : more <= 4 && bytes.length > 1 + more ? bytes.readUIntBE(2, more) : -1;
  const start = 2 + more;
  if (length < 0 || start + length > bytes.length)
    unreadable('a certificate or request is damaged: its DER cannot be read');
  return { tag, bytes: bytes.subarray(0, start + length), content: bytes.subarray(start, start + length) };
}

/** The members of a SEQUENCE or SET. */
export function members(bytes: Buffer): Element[] {
  return readElements(readElement(bytes).content);
}

/** An element with this tag. */
export function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const digits = Buffer.from(
    length.toString(16).padStart(length.toString(16).length + (length.toString(16).length % 2), '0'),
    'hex',
  );
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
}

export const sequence = (...contents: readonly Buffer[]): Buffer => der(0x30, ...contents);
export const set = (...contents: readonly Buffer[]): Buffer => der(0x31, ...contents);
export const octets = (content: Buffer): Buffer => der(0x04, content);
export const bits = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);

/** A positive integer. */
export function integer(digits: Buffer): Buffer {
  const isNegative = ((digits[0] ?? 0) & 0x80) !== 0;
  return der(0x02, isNegative ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

/** The number that these digits, which are not negative, stand for. */
export function integerOf(digits: Buffer): number | bigint {
  const number = BigInt(`0x${digits.toString('hex') || '0'}`);
  return number <= Number.MAX_SAFE_INTEGER ? Number(number) : number;
}

/** An object identifier: `2.5.29.17`. */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Buffer.from(bytes));
}

/** The text of an object identifier's element. */
export function oidText({ content }: Element): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}

/** A moment as certificates tell it: two digits of the year up to 2049. */
export function time(milliseconds: number): Buffer {
  const digits = timeText(milliseconds);
  return Number(digits.slice(0, 4)) < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

/** `20261123021236Z` */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
}

/** The bytes of a PEM block of this kind; `undefined` when there is none. */
export function fromPem(text: string, kind: RegExp): Buffer | undefined {
  for (const [, label = '', body = ''] of text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g))
    if (kind.test(label)) return Buffer.from(body, 'base64');
  return undefined;
}

export function toPem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
