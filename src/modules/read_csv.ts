import { parseCsv, type CsvSyntax } from '../base/csv.js';
import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { text } from '../questions/text.js';

const args = {
  path: arg.path({ required: true, aliases: ['filename'], doc: 'The file on the target.' }),
  key: arg.string({ doc: 'The column by which the rows are found in the dict that is returned.' }),
  dialect: arg.string({ default: 'excel', doc: 'excel, excel-tab or unix.' }),
  fieldnames: arg.list(arg.string({ doc: 'A column.' }))({ doc: 'The names of the columns; those of the first row.' }),
  unique: arg.boolean({ default: true, doc: 'Whether two rows with one key are a failure.' }),
  delimiter: arg.string({ doc: 'What separates the fields; as the dialect has it.' }),
  skipinitialspace: arg.boolean({ doc: 'Ignore blanks behind the delimiter.' }),
  strict: arg.boolean({ doc: 'Fail for what is no proper CSV: a quotation that is not closed.' }),
} as const;

type Args = ValuesOf<typeof args>;

/** A row; fields beyond the columns are a list under `null`, as in Python. */
type Row = Readonly<Record<string, string | null | readonly string[]>>;

export const readCsv = defineModule({
  name: 'community.general.read_csv',
  summary: 'Read a CSV file of the target.',
  args,
  examples: ['community.general.read_csv: { path: /srv/users.csv, key: name }'],

  *run(given): Conversation<Result> {
    const { path, key, fieldnames } = given;
    const syntax = syntaxOf(given);
    const { file } = yield* ask({ file: text(path) });
    if (file?.content === undefined)
      fail(`Unable to open file: [Errno 2] No such file or directory: '${path}'`, { changed: false });
    const rows = parseCsv(file.content.toString().replace(/^\uFEFF/, ''), syntax).filter(isFilled);
    const [header = []] = rows;
    const columns = fieldnames ?? header;
    const records = (fieldnames ? rows : rows.slice(1)).map((row) => recordOf(row, columns));
    if (key === undefined) return { changed: false, list: records, dict: {} };
    if (!columns.includes(key))
      fail(`Key '${key}' was not found in the CSV header fields: ${columns.join(', ')}`, { changed: false });
    return { changed: false, list: [], dict: byKey(records, key, given.unique) };
  },
});

const dialects: ReadonlyMap<string, string> = new Map([
  ['excel', ','],
  ['excel-tab', '\t'],
  ['unix', ','],
]);

function syntaxOf({ dialect, delimiter, skipinitialspace = false }: Args): CsvSyntax {
  const usual = dialects.get(dialect) ?? fail(`Dialect '${dialect}' is not supported by your version of python.`);
  return { delimiter: delimiter ?? usual, skipsBlanks: skipinitialspace };
}

function isFilled(row: readonly string[]): boolean {
  return row.length > 1 || (row[0] ?? '') !== '';
}

function recordOf(row: readonly string[], columns: readonly string[]): Row {
  const fields = columns.map((column, index) => [column, row[index] ?? null] as const);
  const extra = row.slice(columns.length);
  return Object.fromEntries<string | null | readonly string[]>([
    ...fields,
    ...(extra.length > 0 ? [['null', extra] as const] : []),
  ]);
}

function byKey(records: readonly Row[], key: string, isUnique: boolean): Record<string, Row> {
  const found: Record<string, Row> = {};
  for (const record of records) {
    const value = String(record[key] ?? 'None');
    if (isUnique && value in found) fail(`Key '${key}' is not unique for value '${value}'`, { changed: false });
    found[value] = record;
  }
  return found;
}
