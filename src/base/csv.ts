/** How fields stand in a text of rows. */
export interface CsvSyntax {
  readonly delimiter: string;
  /** Whether blanks behind a delimiter belong to no field. */
  readonly skipsBlanks?: boolean;
  /** Whether what is not well formed is an error. */
  readonly isStrict?: boolean;
}

/**
 * Rows of fields; a field in double quotes may hold delimiters, line breaks and doubled quotes. Throws a RangeError for what
 * strict reading refuses: text behind a closing quote, and a quote that is not closed.
 */
export function parseCsv(text: string, { delimiter, skipsBlanks = false, isStrict = false }: CsvSyntax): string[][] {
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
    else if (isQuoted && character === '"') {
      isQuoted = false;
      if (isStrict && ![delimiter, '\r', '\n', undefined].includes(text[index + 1]))
        throw new RangeError(`'${delimiter}' expected after '"'`);
    } else if (isQuoted) field += character;
    else if (character === '"' && field === '') isQuoted = true;
    else if (character === delimiter) end();
    else if (character === '\n') {
      end();
      rows.push([]);
    } else if (skipsBlanks && character === ' ' && field === '') continue;
    else if (character !== '\r') field += character;
  }
  if (isStrict && isQuoted) throw new RangeError('unexpected end of data');
  end();
  return rows;
}
