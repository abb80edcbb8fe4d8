import { PythonError, typeError } from '../../values/python-error.js';
import type { Value } from '../../values/value.js';
import { method, simple, type Methods } from './method.js';

/** The few bytes methods that templates can meet. */
export const bytesMethods: Methods<Uint8Array> = {
  decode: method(0, 2, (bytes, encoding = 'utf-8') => decode(bytes, encoding), ['encoding', 'errors']),
  hex: simple((bytes) => Buffer.from(bytes).toString('hex')),
};

function decode(bytes: Uint8Array, encoding: Value): string {
  if (typeof encoding !== 'string') throw typeError('decode() argument 1 must be str');
  const name = encoding.toLowerCase().replace(/[-_]/g, '');
  if (name === 'utf8') return Buffer.from(bytes).toString('utf8');
  if (name === 'utf16le') return Buffer.from(bytes).toString('utf16le');
  if (name === 'ascii' || name === 'latin1') return Buffer.from(bytes).toString('latin1');
  throw new PythonError('LookupError', `unknown encoding: ${encoding}`);
}
