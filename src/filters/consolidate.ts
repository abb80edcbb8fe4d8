import { compareValues } from '../values/compare.js';
import { typeError } from '../values/python-error.js';
import { toRepr, toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { isDict, type Dict, type Value } from '../values/value.js';
import { itemsOf } from './arguments.js';
import { checkedFilter } from './checked-filter.js';
import { failure } from './failure.js';
import { Seen } from './seen.js';

/** Rows of one source, by the value that they are matched with. */
interface Source {
  readonly name: Value;
  readonly rows: readonly { readonly value: Value; readonly row: Dict }[];
}

const checks = ['fail_missing_match_key', 'fail_missing_match_value', 'fail_duplicate'] as const;
type Check = (typeof checks)[number];

const consolidate = checkedFilter({
  name: 'ansible.utils.consolidate',
  parameters: [
    { name: 'data_sources', isRequired: true, type: 'list' },
    ...checks.map((name) => ({ name, type: 'bool' as const })),
  ],
  examples: [
    [
      "{{ [{'data': [{'n': 'a', 'x': 1}], 'match_key': 'n', 'name': 'one'}] | ansible.utils.consolidate }}",
      { a: { one: { n: 'a', x: 1 } } },
    ],
  ],
  apply(args) {
    const given = dictsOf(args['data_sources'] ?? []);
    const isOn = (check: Check): boolean => args[check] !== false;
    given.forEach(checkPresence);
    if (isOn('fail_missing_match_key')) report('fail_missing_match_key', given.flatMap(missingKeys));
    const sources = given.map(sourceOf);
    if (isOn('fail_duplicate')) report('fail_duplicate', sources.flatMap(duplicates));
    const values = valuesOf(sources);
    if (isOn('fail_missing_match_value'))
      report(
        'fail_missing_match_value',
        sources.flatMap((source, index) => missingValues(source, index, values)),
      );
    return new Map(values.map((value) => [value, membersOf(value, sources)]));
  },
});

function checkPresence(source: Dict): void {
  const missing = ['data', 'match_key', 'name'].filter((key) => !source.has(key));
  if (missing.length > 0)
    throw failure(toText([`missing required arguments: ${missing.join(', ')} found in data_sources`]));
}

function report(check: Check, problems: readonly string[]): void {
  if (problems.length > 0)
    throw failure(`Error when using plugin 'consolidate': '${check}' reported ${problems.join(', ')}`);
}

function rowsOf(source: Dict): Dict[] {
  return dictsOf(source.get('data') ?? []);
}

function dictsOf(list: Value): Dict[] {
  return itemsOf(list).map((item) => {
    if (isDict(item)) return item;
    throw typeError(`'${typeName(item)}' object is not subscriptable`);
  });
}

function missingKeys(source: Dict, index: number): string[] {
  const key = source.get('match_key') ?? null;
  return rowsOf(source).flatMap((row, place) =>
    row.has(key) ? [] : [`missing match key ${toRepr(key)} in data source ${index + 1} in list entry ${place + 1}`],
  );
}

function sourceOf(source: Dict): Source {
  const key = source.get('match_key') ?? null;
  const rows = rowsOf(source).filter((row) => row.has(key));
  return { name: source.get('name') ?? null, rows: rows.map((row) => ({ row, value: row.get(key) ?? null })) };
}

function duplicates({ rows }: Source, index: number): string[] {
  const seen = new Seen();
  return rows.every(({ value }) => seen.add(value)) ? [] : [`duplicate values in data source ${index + 1}`];
}

/** Every value that some source has, in order. */
function valuesOf(sources: readonly Source[]): Value[] {
  const seen = new Seen();
  const all = sources.flatMap(({ rows }) => rows.map(({ value }) => value)).filter((value) => seen.add(value));
  return all.sort((a, b) => compareValues(a, b, '<'));
}

function missingValues({ rows }: Source, index: number, values: readonly Value[]): string[] {
  const seen = new Seen(rows.map(({ value }) => value));
  return values
    .filter((value) => !seen.has(value))
    .map((value) => `missing match value ${toText(value)} in data source ${index + 1}`);
}

/** What each source has for a value; the last row counts, none is an empty dict. */
function membersOf(value: Value, sources: readonly Source[]): Dict {
  const rowIn = ({ rows }: Source): Dict =>
    rows.filter((entry) => new Seen([value]).has(entry.value)).at(-1)?.row ?? new Map();
  return new Map(sources.map((source) => [source.name, rowIn(source)]));
}

export const consolidateFilters = [consolidate] as const;
