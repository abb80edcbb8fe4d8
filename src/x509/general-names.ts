import { domainToASCII, domainToUnicode } from 'node:url';
import { integerOf, members, oidText, readElements, type Element } from './der.js';
import { nameType, shortNameType } from './identifiers.js';
import { get, nameParts } from './x509.js';

/** How names of the internet that are not ASCII are told. */
export type NameEncoding = 'ignore' | 'idna' | 'unicode';

/** A name as pairs of what a part is called and its text. */
export function namedParts(name: Buffer): (readonly [string, string])[] {
  return nameParts(name).map(([id, value]) => [nameType(id), value]);
}

/** A list of general names as text: `DNS:example.com`, `IP:10.0.0.1`. */
export function generalNames(list: Buffer, encoding: NameEncoding): string[] {
  return members(list).map((name) => generalName(name, encoding));
}

/** A general name as text. */
export function generalName({ tag, content, bytes }: Element, encoding: NameEncoding): string {
  const text = content.toString('utf8');
  switch (tag & 0x1f) {
    case 0:
      return otherName(content);
    case 1:
      return `email:${text.replace(/(?<=@)[^@]*$/, (domain) => encoded(domain, encoding))}`;
    case 2:
      return `DNS:${encoded(text, encoding)}`;
    case 4:
      return `dirName:${lineOf(content)}`;
    case 6:
      return `URI:${text.replace(/(?<=^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?)[^/?#:@[\]]+/i, (host) => encoded(host, encoding))}`;
    case 7:
      return `IP:${ipText(content)}`;
    case 8:
      return `RID:${oidText({ tag, content, bytes })}`;
    default:
      return `${tag & 0x1f}:${content.toString('hex')}`;
  }
}

function otherName(content: Buffer): string {
  const [id, value] = readElements(content);
  return `otherName:${oidText(get(id))};${withColons(get(value).content)}`;
}

/** Bytes in hexadecimal, with colons. */
export function withColons(bytes: Buffer): string {
  return bytes.toString('hex').replace(/..(?=.)/g, '$&:');
}

/** A name in one line as RFC 4514 has it: its last part first. */
function lineOf(name: Buffer): string {
  const parts = nameParts(name).map(([id, value]) => `${shortNameType(id)}=${escaped(value)}`);
  return parts.reverse().join(',');
}

function escaped(value: string): string {
  return value
    .replace(/[\\",+;<>]/g, '\\$&')
    .replace(/\0/g, '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

function encoded(domain: string, encoding: NameEncoding): string {
  if (encoding === 'ignore') return domain;
  const [, star = '', rest = ''] = /^(\*\.|\.)?(.*)$/.exec(domain) ?? [];
  return star + ((encoding === 'idna' ? domainToASCII(rest) : domainToUnicode(rest)) || rest);
}

/** An address, or an address with its mask. */
function ipText(bytes: Buffer): string {
  const size = bytes.length % 16 === 0 ? 16 : 4;
  const address = size === 16 ? ipv6Text(bytes.subarray(0, 16)) : [...bytes.subarray(0, 4)].join('.');
  const mask = bytes.subarray(size);
  if (mask.length === 0) return address;
  const ones = BigInt(integerOf(mask)).toString(2).replaceAll('0', '').length;
  return `${address}/${ones}`;
}

/** The shortest form: the longest run of zeros is left out. */
function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16)).join(':');
  const runs = [...groups.matchAll(/(?<=^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  const [run] = runs;
  if (!run) return groups;
  const [before, after] = [groups.slice(0, run.index), groups.slice(run.index + run[0].length)];
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}
