import { createHash, getHashes } from 'node:crypto';
import type { FilterDefinition } from '../template/plugins.js';
import { failure } from './failure.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';

const hash: FilterDefinition = {
  name: 'hash',
  parameters: [['hashtype', 'sha1']],
  examples: [["{{ 'abc' | hash('sha256') }}", 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad']],
  apply: (input, { hashtype }) => digest(toText(hashtype), toText(input)),
};

function fixed(name: string, algorithm: string, expected: string): FilterDefinition {
  return {
    name,
    examples: [[`{{ 'abc' | ${name} }}`, expected]],
    apply: (input) => digest(algorithm, toText(input)),
  };
}

/** Python's names for what OpenSSL calls otherwise. */
const algorithmNames: Readonly<Record<string, string>> = {
  sha3_224: 'sha3-224',
  sha3_256: 'sha3-256',
  sha3_384: 'sha3-384',
  sha3_512: 'sha3-512',
  blake2b: 'blake2b512',
  blake2s: 'blake2s256',
};

function digest(name: string, text: string): string {
  const algorithm = algorithmNames[name.toLowerCase()] ?? name.toLowerCase();
  if (!getHashes().some((known) => known.toLowerCase() === algorithm)) throw failure(`unsupported hash type ${name}`);
  return createHash(algorithm).update(text, 'utf8').digest('hex');
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const crc32: FilterDefinition = {
  name: 'community.general.crc32',
  examples: [["{{ 'test' | community.general.crc32 }}", 'd87f7e0c']],
  apply(input) {
    if (typeof input !== 'string')
      throw failure(`Invalid value type (<class '${typeName(input)}'>) for crc32 (${toText(input)})`);
    const sum = Buffer.from(input, 'utf8').reduce(
      (crc, byte) => (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0),
      0xffffffff,
    );
    return ((sum ^ 0xffffffff) >>> 0).toString(16);
  },
};

const toUuid: FilterDefinition = {
  name: 'to_uuid',
  parameters: [['namespace', '361E6D51-FAEC-444A-9079-341386DA8E2E']],
  examples: [["{{ 'a' | to_uuid }}", '9b6d1a0c-51b1-5093-93fc-cf09a700edff']],
  apply(input, { namespace }) {
    if (typeof namespace !== 'string')
      throw failure(
        `Invalid value '${toText(namespace)}' for 'namespace': '${typeName(namespace)}' object has no attribute 'replace'`,
      );
    const hex = toText(namespace).replace(/^urn:uuid:|[{}-]/g, '');
    if (!/^[0-9a-fA-F]{32}$/.test(hex)) {
      throw failure(`Invalid value '${toText(namespace)}' for 'namespace': badly formed hexadecimal UUID string`);
    }
    const bytes = createHash('sha1')
      .update(Buffer.from(hex, 'hex'))
      .update(toText(input), 'utf8')
      .digest()
      .subarray(0, 16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  },
};

export const hashFilters = [
  hash,
  fixed('sha1', 'sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d'),
  fixed('checksum', 'sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d'),
  fixed('md5', 'md5', '900150983cd24fb0d6963f7d28e17f72'),
  toUuid,
  crc32,
] as const;
