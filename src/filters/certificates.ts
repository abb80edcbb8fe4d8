import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { messageOf } from '../base/errors.js';
import { certificateInfo, requestInfo } from '../x509/certificate-info.js';
import { privateKeyInfo, publicKeyInfo } from '../x509/key-data.js';
import type { NameEncoding } from '../x509/general-names.js';
import { findRevocationList, revocationListInfo } from '../x509/revocations.js';
import { getCertificate, readPublicKey, readRequest } from '../x509/x509.js';
import type { FilterDefinition } from '../template/plugins.js';
import { fromJson } from '../values/json.js';
import { isInt } from '../values/numbers.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { isTrue } from '../values/truth.js';
import { optionalText } from './arguments.js';
import { failure } from './failure.js';

type Read = (input: string, args: Parameters<FilterDefinition['apply']>[1]) => unknown;

/** A filter of community.crypto that tells what a text holds. */
function teller(name: string, parameters: FilterDefinition['parameters'], read: Read): FilterDefinition {
  const fullName = `community.crypto.${name}`;
  return {
    name: fullName,
    parameters: parameters ?? [],
    examples: [],
    apply(input, args) {
      if (typeof input !== 'string')
        throw failure(`The ${fullName} input must be a text type, not <class '${typeName(input)}'>`);
      try {
        return fromJson(read(input, args));
      } catch (cause) {
        throw failure(messageOf(cause));
      }
    },
  };
}

const encodings: readonly NameEncoding[] = ['ignore', 'idna', 'unicode'];

function encodingOf(value: unknown): NameEncoding {
  const found = encodings.find((encoding) => encoding === value);
  if (found !== undefined) return found;
  throw failure(`The name_encoding option must be one of ${encodings.join(', ')}, not "${String(value)}"`);
}

const withEncoding = [['name_encoding', 'ignore']] as const;

const certificate = teller('x509_certificate_info', withEncoding, (input, { name_encoding }) =>
  certificateInfo(getCertificate(Buffer.from(input)), encodingOf(name_encoding), Date.now()),
);

const request = teller('openssl_csr_info', withEncoding, (input, { name_encoding }) =>
  requestInfo(readRequest(input), encodingOf(name_encoding)),
);

const revocations = teller(
  'x509_crl_info',
  [...withEncoding, ['list_revoked_certificates', true]],
  (input, { name_encoding, list_revoked_certificates }) => {
    const { list, format } = findRevocationList(Buffer.from(input));
    const withCertificates = isTrue(list_revoked_certificates);
    return {
      changed: false,
      ...revocationListInfo(list, { format, encoding: encodingOf(name_encoding), withCertificates }),
    };
  },
);

const publicKey = teller('openssl_publickey_info', [], (input) => publicKeyInfo(readPublicKey(input)));

const privateKey = teller(
  'openssl_privatekey_info',
  [
    ['passphrase', null],
    ['return_private_key_data', false],
  ],
  (input, { passphrase, return_private_key_data }) => {
    const key = readPrivateKey(input, optionalText(passphrase));
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    const pkcs8 = isTrue(return_private_key_data) ? key.export({ format: 'der', type: 'pkcs8' }) : undefined;
    return privateKeyInfo(spki, pkcs8);
  },
);

function readPrivateKey(pem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    const problem = 'Wrong passphrase provided for private key, or private key cannot be parsed';
    throw failure(`${problem}: ${messageOf(cause)}`);
  }
}

const splitPem: FilterDefinition = {
  name: 'community.crypto.split_pem',
  examples: [["{{ 'x' | community.crypto.split_pem }}", []]],
  apply(input) {
    if (typeof input !== 'string')
      throw failure(`The community.crypto.split_pem input must be a text type, not <class '${typeName(input)}'>`);
    return [...input.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----\n?/g)].map(([block]) => block);
  },
};

const parseSerial: FilterDefinition = {
  name: 'community.crypto.parse_serial',
  examples: [["{{ '11:22:33' | community.crypto.parse_serial }}", 1122867]],
  apply(input) {
    if (typeof input !== 'string')
      throw failure(
        `The input for the community.crypto.parse_serial filter must be a string; got <class '${typeName(input)}'> instead`,
      );
    const parts = input.split(':').map((part, index) => serialPart(part, index + 1));
    const number = BigInt(`0x${parts.join('')}`);
    return number <= Number.MAX_SAFE_INTEGER ? Number(number) : number;
  },
};

function serialPart(part: string, number: number): string {
  if (/^[0-9a-f]{1,2}$/i.test(part)) return part.padStart(2, '0');
  const problem = /^[0-9a-f]+$/i.test(part)
    ? 'the value is not in range [0, 255]'
    : `invalid literal for int() with base 16: '${part}'`;
  throw failure(`The ${ordinal(number)} part '${part}' is not a hexadecimal number in range [0, 255]: ${problem}`);
}

function ordinal(number: number): string {
  const isTeen = Math.floor(number / 10) % 10 === 1;
  return `${number}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th'}`;
}

const toSerial: FilterDefinition = {
  name: 'community.crypto.to_serial',
  examples: [['{{ 1234567890 | community.crypto.to_serial }}', '49:96:02:D2']],
  apply(input) {
    if (!isInt(input))
      throw failure(
        `The input for the community.crypto.to_serial filter must be an integer; got <class '${typeName(input)}'> instead`,
      );
    const number = BigInt(toText(input));
    if (number < 0) throw failure('The input for the community.crypto.to_serial filter must not be negative');
    const digits = number.toString(16).toUpperCase();
    return digits.padStart(digits.length + (digits.length % 2), '0').replace(/..(?=.)/g, '$&:');
  },
};

export const certificateFilters = [
  certificate,
  request,
  revocations,
  publicKey,
  privateKey,
  splitPem,
  parseSerial,
  toSerial,
] as const;
