import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { quoteForShell } from './text/shell.js';
import { decodeText, encodeText } from '../base/charset.js';
import { decodeUrl, encodeUrl, splitUrl } from './text/url.js';
import { flag, itemsOf, optionalText, requireText } from './arguments.js';
import { failure } from './failure.js';
import { valueError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { isDict, type Dict } from '../values/value.js';

const b64encode: FilterDefinition = {
  name: 'b64encode',
  parameters: [
    ['encoding', 'utf-8'],
    ['urlsafe', false],
  ],
  examples: [
    ["{{ 'abc' | b64encode }}", 'YWJj'],
    ["{{ 'é' | b64encode(encoding='utf-16-le') }}", '6QA='],
  ],
  apply(input, { encoding, urlsafe }) {
    const text = Buffer.from(encodeText(toText(input), toText(encoding))).toString('base64');
    return flag(urlsafe) ? text.replaceAll('+', '-').replaceAll('/', '_') : text;
  },
};

const b64decode: FilterDefinition = {
  name: 'b64decode',
  parameters: [
    ['encoding', 'utf-8'],
    ['urlsafe', false],
  ],
  examples: [["{{ 'YWJj' | b64decode }}", 'abc']],
  apply(input, { encoding, urlsafe }) {
    const text = toText(input);
    return decodeText(
      decodeBase64(flag(urlsafe) ? text.replaceAll('-', '+').replaceAll('_', '/') : text),
      toText(encoding),
    );
  },
};

/** Python's lenient reading: foreign characters are skipped, missing padding is an error. */
function decodeBase64(text: string): Uint8Array {
  const [data = ''] = text.replace(/[^A-Za-z0-9+/=]/g, '').split('=');
  const padding = (text.match(/=/g) ?? []).length;
  if (data.length % 4 === 1) {
    throw valueError(
      `Invalid base64-encoded string: number of data characters (${data.length}) cannot be 1 more than a multiple of 4`,
    );
  }
  if (data.length % 4 !== 0 && padding < 4 - (data.length % 4)) throw valueError('Incorrect padding');
  return Buffer.from(data, 'base64');
}

const quote: FilterDefinition = {
  name: 'quote',
  examples: [
    ["{{ 'a b' | quote }}", "'a b'"],
    ["{{ 'safe-1.x' | quote }}", 'safe-1.x'],
    ['{{ none | quote }}', "''"],
  ],
  apply: (input) => quoteForShell(input === null ? '' : toText(input)),
};

const urlencode: FilterDefinition = {
  name: 'urlencode',
  examples: [
    ["{{ 'a b&c/ü' | urlencode }}", 'a%20b%26c/%C3%BC'],
    ["{{ {'b': 'x y'} | urlencode }}", 'b=x+y'],
  ],
  apply(input) {
    const pairs = pairsOf(input);
    if (pairs === undefined) return encodeUrl(toText(input), '/');
    return pairs
      .map((pair) => pair.map((part) => encodeUrl(toText(part), '').replaceAll('%20', '+')).join('='))
      .join('&');
  },
};

function pairsOf(input: RuntimeValue): RuntimeValue[][] | undefined {
  if (isDict(input)) return [...input];
  return Array.isArray(input) ? itemsOf(input).map(itemsOf) : undefined;
}

const urldecode: FilterDefinition = {
  name: 'urldecode',
  examples: [["{{ 'a%20b+c' | urldecode }}", 'a b c']],
  apply: (input) =>
    decodeUrl(requireText(input, (type) => `'${type}' object has no attribute 'replace'`).replaceAll('+', ' ')),
};

const urlsplit: FilterDefinition = {
  name: 'urlsplit',
  parameters: [['query', '']],
  examples: [["{{ 'http://h:9/' | urlsplit('port') }}", 9]],
  apply(input, { query }): Dict | string | number | null {
    const parts = splitUrl(requireText(input));
    const wanted = optionalText(query) ?? '';
    if (wanted === '') return new Map(Object.entries(parts));
    const part = Object.entries(parts).find(([name]) => name === wanted);
    if (part === undefined) throw failure(`urlsplit: unknown URL component: ${wanted}`);
    return part[1];
  },
};

export const encodingFilters = [b64encode, b64decode, quote, urlencode, urldecode, urlsplit] as const;
