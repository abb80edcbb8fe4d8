import { members, readElement } from './der.js';
import { keyInfo } from './key-info.js';
import { unreadable } from './unreadable.js';
import { get } from './x509.js';

const curveNames: Readonly<Record<string, string>> = {
  secp256r1: 'nistp256',
  secp384r1: 'nistp384',
  secp521r1: 'nistp521',
};

/** A public key in DER as OpenSSH writes it: `ssh-rsa AAAA...`. */
export function openSshKey(spki: Buffer): string {
  const { type, curve = '' } = keyInfo(spki);
  const [algorithm, bits] = members(spki);
  const key = get(bits).content.subarray(1);
  const written = (name: string, ...parts: readonly Buffer[]): string =>
    `${name} ${Buffer.concat([Buffer.from(name), ...parts].map(withLength)).toString('base64')}`;
  const numbers = (list: Buffer): Buffer[] => members(list).map(({ content }) => content);
  switch (type) {
    case 'RSA': {
      const [modulus = key, exponent = key] = numbers(key);
      return written('ssh-rsa', exponent, modulus);
    }
    case 'DSA': {
      const parameters = numbers(get(members(get(algorithm).bytes)[1]).bytes);
      return written('ssh-dss', ...parameters, readElement(key).content);
    }
    case 'ECC': {
      const name = curveNames[curve] ?? unreadable(`OpenSSH has no keys of the curve ${curve}`);
      return written(`ecdsa-sha2-${name}`, Buffer.from(name), key);
    }
    case 'Ed25519':
      return written('ssh-ed25519', key);
    default:
      return unreadable(`OpenSSH has no keys of the type ${type}`);
  }
}

function withLength(part: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return Buffer.concat([length, part]);
}
