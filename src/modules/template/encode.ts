import { fail } from '../../module-kit/index.js';

/** Text in the encoding that a task asks for; characters without a place in it are an error. */
export function encode(text: string, encoding: string): Buffer {
  const name = encoding.toLowerCase().replaceAll('_', '-');
  if (['utf-8', 'utf8'].includes(name)) return Buffer.from(text);
  if (['utf-16-le', 'utf-16le'].includes(name)) return Buffer.from(text, 'utf16le');
  if (name === 'utf-16') return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  if (['latin-1', 'latin1', 'iso-8859-1', 'iso8859-1', 'ascii', 'us-ascii'].includes(name))
    return singleByte(text, name);
  fail(`output_encoding ${encoding} is not supported: use utf-8, utf-16, latin-1 or ascii`);
}

function singleByte(text: string, name: string): Buffer {
  const largest = name.endsWith('ascii') ? 0x7f : 0xff;
  const foreign = [...text].find((character) => (character.codePointAt(0) ?? 0) > largest);
  if (foreign !== undefined) fail(`${JSON.stringify(foreign)} cannot be written in ${name}`);
  return Buffer.from(text, 'latin1');
}
