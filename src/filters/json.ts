import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { flag, integer, namedArguments, requireText } from './arguments.js';
import { dumpJson, type DumpOptions } from '../values/python-json/dump.js';
import { parsePythonJson } from '../values/python-json/parse.js';
import { readAs } from './json/profiles.js';
import { typeError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { TemplateText, isList, type Dict, type Value } from '../values/value.js';

const known = [
  'indent',
  'separators',
  'sort_keys',
  'ensure_ascii',
  'allow_nan',
  'skipkeys',
  'check_circular',
  'preprocess_unsafe',
  'vault_to_text',
];

const toJson: FilterDefinition = {
  name: 'to_json',
  // Positional arguments are taken and not looked at.
  rest: 'ignored',
  named: 'options',
  examples: [
    ["{{ {'a': [1, 2.5, none]} | to_json }}", '{"a": [1, 2.5, null]}'],
    ["{{ {'b': 1, 'a': 2} | to_json(sort_keys=True) }}", '{"a": 2, "b": 1}'],
  ],
  apply: (input, args) => dumped(input, namedArguments(args['options'])),
};

const toNiceJson: FilterDefinition = {
  name: 'to_nice_json',
  parameters: [
    ['indent', 4],
    ['sort_keys', true],
  ],
  named: 'options',
  examples: [["{{ {'b': 1, 'a': 2} | to_nice_json(indent=2) }}", '{\n  "a": 2,\n  "b": 1\n}']],
  apply(input, args) {
    const options = new Map(namedArguments(args['options']));
    // Lines of nice JSON end without a blank.
    if (!options.has('separators')) options.set('separators', [',', ': ']);
    return dumped(input, options.set('indent', args['indent'] ?? 4).set('sort_keys', args['sort_keys'] ?? true));
  },
};

function dumped(input: RuntimeValue, options: Dict): string {
  const unknown = [...options.keys()].find((name) => !known.includes(toText(name)));
  if (unknown !== undefined)
    throw typeError(`JSONEncoder.__init__() got an unexpected keyword argument '${toText(unknown)}'`);
  return dumpJson(input, readOptions(options));
}

function readOptions(options: Dict): DumpOptions {
  const indent = indentText(options.get('indent'));
  const separators = options.get('separators');
  const [item, key] = isList(separators) ? separators.map((part) => toText(part)) : [];
  return {
    indent,
    itemSeparator: item ?? (indent === undefined ? ', ' : ','),
    keySeparator: key ?? ': ',
    sortKeys: flag(options.get('sort_keys')),
    ensureAscii: flag(options.get('ensure_ascii') ?? true),
    allowNan: flag(options.get('allow_nan') ?? true),
  };
}

function indentText(indent: Value | undefined): string | undefined {
  if (indent === null || indent === undefined) return undefined;
  return typeof indent === 'string' ? indent : ' '.repeat(Math.max(0, integer(indent)));
}

const tojson: FilterDefinition = {
  name: 'tojson',
  parameters: [['indent', null]],
  examples: [["{{ {'b': '<&>', 'a': none} | tojson }}", '{"a": null, "b": "\\u003c\\u0026\\u003e"}']],
  apply(input, args) {
    const options: Dict = new Map<Value, Value>([
      ['indent', args['indent'] ?? null],
      ['sort_keys', true],
    ]);
    const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return dumped(input, options).replace(/[<>&']/g, escape);
  },
};

const fromJson: FilterDefinition = {
  name: 'from_json',
  named: 'options',
  parameters: [['profile', null]],
  examples: [
    ['{{ \'{"a": [1, null]}\' | from_json }}', { a: [1, null] }],
    [`{{ '[{"__ansible_unsafe": "x"}]' | from_json('legacy') }}`, ['x']],
    [
      `{{ '{"a": {"__ansible_unsafe": "x"}}' | from_json(profile='fallback_to_str') }}`,
      { a: { __ansible_unsafe: 'x' } },
    ],
    [`{{ ('{"a": {"__ansible_vault": "x"}, "b": 1}' | from_json('inventory_legacy'))['b'] }}`, 1],
  ],
  apply(input, { profile }, context) {
    const isTrusted = input instanceof TemplateText;
    const text = requireText(
      isTrusted ? input.source : input,
      (type) => `the JSON object must be str, bytes or bytearray, not ${type}`,
    );
    return readAs(toText(profile ?? 'tagless'), parsePythonJson(text), { context, isTrusted });
  },
};

export const jsonFilters = [toJson, toNiceJson, tojson, fromJson] as const;
