import { compilePythonRegex } from '../../base/python-regex/regex.js';
import type { Arguments, TestDefinition } from '../../template/plugins.js';
import type { RuntimeValue } from '../../template/runtime.js';
import { toText } from '../../values/repr.js';
import { contains } from '../../values/sequence.js';
import { isTrue } from '../../values/truth.js';
import { Float, VaultText, isList } from '../../values/value.js';
import { flag, itemsOf, optionalText, requireText } from '../arguments.js';
import { failure } from '../failure.js';
import { Seen } from '../seen.js';
import { splitUrl } from '../text/url.js';
import { compareVersions } from '../version/compare.js';

type MatchKind = 'match' | 'search' | 'fullmatch';

function matches(kind: MatchKind, input: RuntimeValue, args: Arguments): boolean {
  const pattern = requireText(args['pattern'], () => 'first argument must be string or compiled pattern');
  const regex = compilePythonRegex(kind === 'fullmatch' ? `(?:${pattern})\\Z` : pattern, {
    ignoreCase: flag(args['ignorecase']),
    multiline: flag(args['multiline']),
  });
  return (kind === 'search' ? regex.search(toText(input)) : regex.match(toText(input))) !== undefined;
}

const patternParameters = [
  ['pattern', ''],
  ['ignorecase', false],
  ['multiline', false],
] as const;

const match: TestDefinition = {
  name: 'match',
  parameters: patternParameters,
  examples: [["{{ 'abc' is match('b') }}", false]],
  holds: (input, args) => matches('match', input, args),
};

const search: TestDefinition = {
  name: 'search',
  parameters: patternParameters,
  examples: [["{{ 'abc' is search('b') }}", true]],
  holds: (input, args) => matches('search', input, args),
};

const regex: TestDefinition = {
  name: 'regex',
  parameters: [...patternParameters, ['match_type', 'search']],
  examples: [["{{ 'abc' is regex('abc', match_type='fullmatch') }}", true]],
  holds: (input, args) => matches(matchKind(toText(args['match_type'])), input, args),
};

function matchKind(name: string): MatchKind {
  if (name === 'match' || name === 'search' || name === 'fullmatch') return name;
  throw failure(`match_type cannot be '${name}'`, 'one of search, match and fullmatch');
}

const version: TestDefinition = {
  name: 'version',
  aliases: ['version_compare'],
  parameters: ['version', ['operator', 'eq'], ['strict', null], ['version_type', null]],
  examples: [
    ["{{ '1.10.0' is version('1.9', '>') }}", true],
    ["{{ '2.0.1rc1' is version('2.0.1', '<', version_type='pep440') }}", true],
  ],
  holds(input, args) {
    const kind = optionalText(args['version_type']);
    const hasStrict = args['strict'] !== null && args['strict'] !== undefined;
    if (!isTrue(input)) throw failure('Input version value cannot be empty');
    if (!isTrue(args['version'])) throw failure('Version parameter to compare against cannot be empty');
    if (hasStrict && kind !== undefined) throw failure("Cannot specify both 'strict' and 'version_type'");
    return compareVersions(toText(input), toText(args['version']), {
      operator: toText(args['operator']),
      kind: kind ?? (hasStrict && isTrue(args['strict']) ? 'strict' : 'loose'),
    });
  },
};

const subset: TestDefinition = {
  name: 'subset',
  aliases: ['issubset'],
  parameters: ['b'],
  examples: [['{{ [1] is subset([1, 2]) }}', true]],
  holds: (input, { b }) => isWithin(itemsOf(input), itemsOf(b ?? null)),
};

const superset: TestDefinition = {
  name: 'superset',
  aliases: ['issuperset'],
  parameters: ['b'],
  examples: [['{{ [1, 2] is superset([1]) }}', true]],
  holds: (input, { b }) => isWithin(itemsOf(b ?? null), itemsOf(input)),
};

function isWithin(items: readonly RuntimeValue[], others: readonly RuntimeValue[]): boolean {
  const seen = new Seen(others);
  return items.every((item) => seen.has(item));
}

const containsTest: TestDefinition = {
  name: 'contains',
  parameters: ['value'],
  examples: [["{{ 'abc' is contains('b') }}", true]],
  holds: (input, { value }) => contains(input, value),
};

const all: TestDefinition = {
  name: 'all',
  examples: [['{{ [true, 1] is all }}', true]],
  holds: (input) => itemsOf(input).every(isTrue),
};

const any: TestDefinition = {
  name: 'any',
  examples: [['{{ [0, false] is any }}', false]],
  holds: (input) => itemsOf(input).some(isTrue),
};

const nan: TestDefinition = {
  name: 'nan',
  aliases: ['isnan'],
  examples: [["{{ ('nan' | float) is nan }}", true]],
  holds: (input) => input instanceof Float && Number.isNaN(input.value),
};

function truthTest(name: 'truthy' | 'falsy', wanted: boolean): TestDefinition {
  return {
    name,
    parameters: [['convert_bool', false]],
    examples: [[`{{ 'no' is ${name}(convert_bool=True) }}`, !wanted]],
    holds: (input, { convert_bool }) => truth(input, flag(convert_bool)) === wanted,
  };
}

/** Python's truth; with conversion, words for no count as false. */
function truth(input: RuntimeValue, converts: boolean): boolean {
  const isNegative =
    converts && typeof input === 'string' && ['no', 'off', '0', 'false', 'n', 'f'].includes(input.toLowerCase());
  return !isNegative && isTrue(input);
}

const uri: TestDefinition = {
  name: 'uri',
  parameters: [['schemes', null]],
  examples: [["{{ 'http://a/b' is uri }}", true]],
  holds: (input, { schemes }) => typeof input === 'string' && hasScheme(input, schemes ?? null),
};

const url: TestDefinition = {
  name: 'url',
  parameters: [['schemes', null]],
  examples: [
    ["{{ 'http://a/b' is url }}", true],
    ["{{ 'http://a' is url(['https']) }}", false],
  ],
  holds(input, { schemes }) {
    if (typeof input !== 'string' || !hasScheme(input, schemes ?? null)) return false;
    const { netloc, scheme } = splitUrl(input);
    return netloc !== '' || scheme === 'file';
  },
};

const urn: TestDefinition = {
  name: 'urn',
  examples: [["{{ 'urn:isbn:1' is urn }}", true]],
  holds: (input) => typeof input === 'string' && splitUrl(input).scheme === 'urn',
};

function hasScheme(address: string, schemes: RuntimeValue): boolean {
  return !isList(schemes) || contains(schemes, splitUrl(address).scheme);
}

const vaultEncrypted: TestDefinition = {
  name: 'vault_encrypted',
  examples: [["{{ 'x' is vault_encrypted }}", false]],
  holds: (input) => input instanceof VaultText,
};

export const valueTests = [
  match,
  search,
  regex,
  version,
  subset,
  superset,
  containsTest,
  all,
  any,
  nan,
  truthTest('truthy', true),
  truthTest('falsy', false),
  uri,
  url,
  urn,
  vaultEncrypted,
] as const;
