import { fail } from '../../module-kit/index.js';
import type { Script } from '../../shell/script.js';
import type { Json } from '../../values/json.js';
import { Float } from '../../values/value.js';
import type { Login } from './arguments.js';
import { psql } from './psql.js';

/** What one statement answered. */
export interface Answer {
  readonly status: string;
  readonly count: number;
  readonly rows: readonly Readonly<Record<string, Json>>[];
  readonly milliseconds: number;
}

const mark = '\u0001provision\u0001';
const nothing = '\u0002null\u0002';

/**
 * A script that runs statements and tells of each one its columns and their types, its rows and its tag. psql describes
 * a statement before it runs it, so that numbers can be told from texts.
 */
export function runSql(login: Login, statements: readonly string[], around: readonly [string, string]): Script {
  const parts = statements.map((statement) => {
    const bare = statement.replace(/[\s;]+$/, '');
    return `\\echo ${mark}\n${bare}\n\\gdesc\n\\echo ${mark}\n\\set QUIET on\n\\timing on\n\\set QUIET off\n\\g\n\\set QUIET on\n\\timing off\n\\set QUIET off\n\\echo ${mark}:ROW_COUNT`;
  });
  const sql = `\\pset tuples_only off\n${around[0]}\n${parts.join('\n')}\n\\echo ${mark}\n${around[1]}`;
  return psql(login, sql, ['--csv', '-P', `null=${nothing}`]);
}

/** Reads the output of {@link runSql}. */
export function readAnswers(output: string, statements: number): Answer[] {
  const parts = output.split(mark).slice(1);
  if (parts.length < statements * 3) fail('the output of psql cannot be understood: version 12 or newer is needed');
  return Array.from({ length: statements }, (_, index) => {
    const [description = '', result = '', count = ''] = parts.slice(index * 3, index * 3 + 3);
    return answerOf(description, result, count);
  });
}

function answerOf(description: string, result: string, counted: string): Answer {
  const columns = parseCsv(description.replace(/^\n/, '')).slice(1);
  const types = columns.map(([, type = '']) => type);
  const isDescribed = columns.length > 0 && columns.every((column) => column.length === 2);
  const timing = /\nTime: ([\d.,]+) ms[^\n]*\n$/.exec(result);
  const text = (timing ? result.slice(0, timing.index + 1) : result).replace(/^\n/, '');
  const milliseconds = Number((timing?.[1] ?? '0').replace(',', '.'));
  const count = Number(counted.trim()) || 0;
  if (!isDescribed) return { status: text.trim().split('\n').at(-1) ?? '', count, rows: [], milliseconds };
  const tag = /(?:^|\n)((?:INSERT \d+|UPDATE|DELETE|MERGE) \d+)\n$/.exec(text);
  const [names = [], ...lines] = parseCsv(tag ? text.slice(0, tag.index + 1) : text);
  const rows = lines.map((line) =>
    Object.fromEntries(line.map((cell, column) => [names[column] ?? '', valueOf(cell, types[column] ?? 'text')])),
  );
  return { status: tag?.[1] ?? `SELECT ${rows.length}`, count, rows, milliseconds };
}

/** A value as the driver that Ansible uses gives it. */
function valueOf(cell: string, type: string): Json {
  if (cell === nothing) return null;
  if (type.endsWith('[]')) return arrayOf(cell, type.slice(0, -2));
  const base = type.replace(/\(.*\)/, '');
  if (['smallint', 'integer', 'bigint', 'oid'].includes(base)) return Number(cell);
  if (['real', 'double precision', 'numeric'].includes(base)) return new Float(Number(cell));
  if (base === 'boolean') return cell === 't';
  if (base === 'json' || base === 'jsonb') return JSON.parse(cell) as Json;
  if (base.startsWith('timestamp')) return isoTime(cell);
  return cell;
}

function isoTime(cell: string): string {
  const iso = cell.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  return iso.replace(/\.(\d{1,5})(?!\d)/, (_, digits: string) => `.${digits.padEnd(6, '0')}`);
}

/** `{1,2,"a b",NULL,{3}}` */
function arrayOf(text: string, type: string): Json {
  let at = 1;
  const read = (): Json[] => {
    const members: Json[] = [];
    while (at < text.length && text[at] !== '}') {
      if (text[at] === ',') at += 1;
      else if (text[at] === '{') {
        at += 1;
        members.push(read());
      } else members.push(member());
    }
    at += 1;
    return members;
  };
  const member = (): Json => {
    const [whole = '', quoted, plain = ''] = /^(?:"((?:[^"\\]|\\.)*)"|([^,}]*))/.exec(text.slice(at)) ?? [];
    at += Math.max(whole.length, 1);
    if (quoted !== undefined) return valueOf(quoted.replace(/\\(.)/g, '$1'), type);
    return plain === 'NULL' ? null : valueOf(plain, type);
  };
  return read();
}

/** Rows of CSV: cells in double quotes may hold anything. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    if (end === '' && plain === '' && quoted === undefined && row.length === 0) break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
