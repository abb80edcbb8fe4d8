import { parseCsv, type CsvSyntax } from '../base/csv.js';
import { messageOf } from '../base/errors.js';
import { parseIni } from '../base/ini-sections.js';
import type { FilterDefinition } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { isDict, isList, type Value } from '../values/value.js';
import { flag, optionalText, requireText } from './arguments.js';
import { failure } from './failure.js';

const delimiters: Readonly<Record<string, string>> = { excel: ',', 'excel-tab': '\t', unix: ',' };

const fromCsv: FilterDefinition = {
  name: 'community.general.from_csv',
  parameters: [
    ['dialect', 'excel'],
    ['fieldnames', null],
    ['delimiter', null],
    ['skipinitialspace', null],
    ['strict', null],
  ],
  examples: [["{{ 'a,b\n1,2\n' | community.general.from_csv }}", [{ a: '1', b: '2' }]]],
  apply(input, args) {
    const dialect = toText(args['dialect']);
    const usual = delimiters[dialect];
    if (usual === undefined) throw failure(`Dialect '${dialect}' is not supported by your version of python.`);
    const rows = rowsOf(requireText(input), {
      delimiter: optionalText(args['delimiter']) ?? usual,
      skipsBlanks: flag(args['skipinitialspace']),
      isStrict: flag(args['strict']),
    }).filter((row) => row.length > 1 || row[0] !== '');
    const names = isList(args['fieldnames']) ? args['fieldnames'].map(toText) : rows.shift();
    return rows.map((row) => recordOf(row, names ?? []));
  },
};

/** Fields by name; missing ones are none, and what is too much stands under none. */
function recordOf(row: readonly string[], names: readonly string[]): Value {
  const record = new Map<Value, Value>(names.map((name, index) => [name, row[index] ?? null]));
  if (row.length > names.length) record.set(null, row.slice(names.length));
  return record;
}

function rowsOf(text: string, syntax: CsvSyntax): string[][] {
  try {
    return parseCsv(text, syntax);
  } catch (error) {
    throw failure(`Unable to process file: ${messageOf(error)}`);
  }
}

const fromIni: FilterDefinition = {
  name: 'community.general.from_ini',
  examples: [["{{ '[s]\na = 1\n' | community.general.from_ini }}", { s: { a: '1' } }]],
  apply(input) {
    const text = requireText(input, (type) => `from_ini requires a str, got <class '${type}'>`);
    try {
      const sections = parseIni(text, { file: '<???>', isCaseSensitive: true, allowsNone: false });
      const defaults = sections.get('DEFAULT') ?? [];
      return new Map([...sections].map(([name, section]) => [name, new Map<Value, Value>([...defaults, ...section])]));
    } catch (error) {
      throw failure(
        `from_ini failed to parse given string: ${messageOf(error).replace(/^Duplicate (?:option|section) in '[^']*': /, '')}`,
      );
    }
  },
};

const toIni: FilterDefinition = {
  name: 'community.general.to_ini',
  examples: [["{{ {'s': {'a': 1}} | community.general.to_ini }}", '[s]\na = 1\n']],
  apply(input) {
    if (!isDict(input)) throw failure(`to_ini requires a dict, got <class '${typeName(input)}'>`);
    if (input.size === 0) throw failure('to_ini received an empty dict. An empty dict cannot be converted.');
    return [...input].map(([name, section]) => sectionText(toText(name), section)).join('\n');
  },
};

function sectionText(name: string, section: Value): string {
  if (!isDict(section))
    throw failure(`to_ini failed to parse given dict:'${typeName(section)}' object has no attribute 'items'`);
  return `[${name}]\n${[...section].map(([key, value]) => `${toText(key)} = ${toText(value)}\n`).join('')}`;
}

export const tableFilters = [fromCsv, fromIni, toIni] as const;
