/** How fields stand in a text of rows. */
export interface CsvSyntax {
  readonly delimiter: string;
  /** Whether blanks behind a delimiter belong to no field. */
  readonly skipsBlanks?: boolean;
}

/** Rows of fields; a field in double quotes may hold delimiters, line breaks and doubled quotes. */
export function parseCsv(text: string, { delimiter, skipsBlanks = false }: CsvSyntax): string[][] {
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
    } else if (skipsBlanks && character === ' ' && field === '') continue;
    else if (character !== '\r') field += character;
  }
  end();
  return rows;
}
