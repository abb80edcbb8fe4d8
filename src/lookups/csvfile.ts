import { parseCsv } from '../base/csv.js';
import type { LookupDefinition } from '../template/plugins.js';
import { decodeText } from '../base/charset.js';
import { toRepr } from '../values/repr.js';
import { isList } from '../values/value.js';
import {
  integerOption,
  lookupFailure,
  splitTerm,
  textOption,
  textTerm,
  unknownOptions,
  type LookupOptions,
} from './arguments.js';

const names = ['col', 'keycol', 'default', 'delimiter', 'file', 'encoding'];

export const csvfile: LookupDefinition = {
  name: 'csvfile',
  options: names,
  run(terms, given, context) {
    if (terms.length === 0) throw lookupFailure(noKey);
    return terms.flatMap((term) => {
      const { key, options } = readTerm(textTerm(term), given);
      const column = integerOption(options, 'col', { plugin: 'csvfile' }) ?? 1;
      const keyColumn = integerOption(options, 'keycol', { plugin: 'csvfile' }) ?? 0;
      const name = textOption(options, 'file') ?? 'ansible.csv';
      const delimiter = textOption(options, 'delimiter') ?? 'TAB';
      const path = context.controller.findFile('files', name);
      if (path === undefined) throw lookupFailure(`[Errno 2] No such file or directory: ${toRepr(name)}`);
      const text = decodeText(context.controller.readFile(path), textOption(options, 'encoding') ?? 'utf-8');
      const row = parseCsv(text, { delimiter: /^(?:TAB|t|\\t)$/.test(delimiter) ? '\t' : delimiter }).find(
        (fields) => fields[keyColumn] === key,
      );
      const found = row === undefined ? options.get('default') : cell(row, column);
      if (found === undefined) return [];
      return isList(found) ? found : [found];
    });
  },
};

const noKey = 'Search key is required but was not found';

/** A search key, and the options that older playbooks write behind it. Quotes belong to the key. */
function readTerm(term: string, given: LookupOptions): { key: string; options: LookupOptions } {
  const { rest, options } = splitTerm(term);
  const [unknown] = unknownOptions(options, names);
  if (rest === '') throw lookupFailure(noKey);
  if (unknown !== undefined) throw lookupFailure(`'${unknown}' is not a valid option`);
  return { key: rest, options: new Map([...given, ...options]) };
}

function cell(row: readonly string[], column: number): string {
  const found = row[column];
  if (found !== undefined) return found;
  throw lookupFailure('list index out of range', 'columns count from 0');
}
