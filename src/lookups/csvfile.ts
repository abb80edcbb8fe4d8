import type { LookupDefinition } from '../template/plugins.js';
import { integerOption, lookupFailure, splitTerm, textOption, textTerm } from './arguments.js';
import { getFile } from './find-file.js';

const names = ['col', 'keycol', 'default', 'delimiter', 'file', 'encoding'];

export const csvfile: LookupDefinition = {
  name: 'csvfile',
  options: names,
  run(terms, given, context) {
    return terms.flatMap((term) => {
      const { rest: key, options } = splitTerm(textTerm(term), names, given);
      if (key === '') throw lookupFailure('Search key is required but was not found');
      const name = textOption(options, 'file') ?? 'ansible.csv';
      const delimiter = textOption(options, 'delimiter') ?? 'TAB';
      const encoding = charsetOf(textOption(options, 'encoding') ?? 'utf-8');
      const text = context.controller.readFile(getFile('files', name, context)).toString(encoding);
      const row = parseCsv(text, /^(?:TAB|t|\\t)$/.test(delimiter) ? '\t' : delimiter).find(
        (fields) => fields[integerOption(options, 'keycol') ?? 0] === key,
      );
      const found = row === undefined ? options.get('default') : cell(row, integerOption(options, 'col') ?? 1);
      return found === undefined ? [] : [found];
    });
  },
};

function cell(row: readonly string[], column: number): string {
  const found = row[column];
  if (found !== undefined) return found;
  throw lookupFailure(`the row has no column ${column}`, 'columns count from 0');
}

function charsetOf(encoding: string): 'utf8' | 'latin1' | 'utf16le' {
  const name = encoding.toLowerCase().replace(/[-_]/g, '');
  if (name === 'utf8' || name === 'ascii') return 'utf8';
  if (name === 'latin1' || name === 'iso88591') return 'latin1';
  if (name === 'utf16le' || name === 'utf16') return 'utf16le';
  throw lookupFailure(`unknown encoding: ${encoding}`, 'one of utf-8, utf-16, latin-1');
}

/** Rows of fields; a field in double quotes may hold delimiters, line breaks and doubled quotes. */
function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let isQuoted = false;
  const end = (): void => {
    rows[rows.length - 1]?.push(field);
    field = '';
  };
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (isQuoted && character === '"' && text[index + 1] === '"') field += text.charAt(++index);
    else if (isQuoted && character === '"') isQuoted = false;
    else if (isQuoted) field += character;
    else if (character === '"' && field === '') isQuoted = true;
    else if (character === delimiter) end();
    else if (character === '\n') {
      end();
      rows.push([]);
    } else if (character !== '\r') field += character;
  }
  end();
  return rows;
}
