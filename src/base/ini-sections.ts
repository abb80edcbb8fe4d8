import { ProvisionError } from './errors.js';

export interface IniOptions {
  /** The name that errors give the file. */
  readonly file: string;
  readonly isCaseSensitive: boolean;
  /** Whether keys may stand without a value, which is null then. */
  readonly allowsNone: boolean;
}

export type IniSection = Map<string, string | null>;

interface Reading extends IniOptions {
  readonly sections: Map<string, IniSection>;
  readonly problems: string[];
  current: { readonly name: string; readonly section: IniSection } | undefined;
  lastKey: string | undefined;
  indent: number;
}

/** Sections of `key = value` or `key: value`, as Python's configparser reads them; indented lines continue a value. */
export function parseIni(text: string, options: IniOptions): ReadonlyMap<string, IniSection> {
  const reading: Reading = {
    ...options,
    sections: new Map(),
    problems: [],
    current: undefined,
    lastKey: undefined,
    indent: 0,
  };
  for (const [index, line] of text.split(/\r?\n/).entries()) readLine(line, index + 1, reading);
  if (reading.problems.length > 0) throw failure(`Source contains parsing errors: '<???>'${reading.problems.join('')}`);
  for (const section of reading.sections.values()) trimValues(section);
  return reading.sections;
}

function readLine(line: string, number: number, reading: Reading): void {
  const indent = line.length - line.trimStart().length;
  const value = reading.lastKey === undefined ? undefined : reading.current?.section.get(reading.lastKey);
  const continues = typeof value === 'string' && reading.lastKey !== undefined;
  if (/^\s*[#;]/.test(line)) return;
  if (line.trim() === '') {
    if (continues && reading.lastKey !== undefined) reading.current?.section.set(reading.lastKey, `${value}\n`);
  } else if (continues && indent > reading.indent && reading.lastKey !== undefined) {
    reading.current?.section.set(reading.lastKey, `${value}\n${line.trim()}`);
  } else {
    reading.indent = indent;
    if (!readHeader(line.trim(), reading)) readPair(line, number, reading);
  }
}

function readHeader(line: string, reading: Reading): boolean {
  const name = /^\[(.+)\]/.exec(line)?.[1];
  if (name === undefined) return false;
  if (reading.sections.has(name) && name !== 'DEFAULT')
    throw failure(`Duplicate section in '${reading.file}': section '${name}' already exists`);
  const section = reading.sections.get(name) ?? new Map<string, string | null>();
  reading.sections.set(name, section);
  reading.current = { name, section };
  reading.lastKey = undefined;
  return true;
}

function readPair(line: string, number: number, reading: Reading): void {
  const { current, isCaseSensitive, allowsNone, file } = reading;
  if (current === undefined)
    throw failure(`File contains no section headers.\nfile: '<???>', line: ${number}\n'${line}\\n'`);
  const [, name, value] = /^(.*?)\s*[=:]\s*([\s\S]*)$/.exec(line.trim()) ?? [];
  if (name === '' || (name === undefined && !allowsNone)) {
    reading.problems.push(`\n\t[line ${String(number).padStart(2)}]: '${line}\\n'`);
    return;
  }
  const written = name ?? line.trim();
  const key = isCaseSensitive ? written : written.toLowerCase();
  if (current.section.has(key))
    throw failure(
      `Duplicate option in '${file}': While reading from '<???>' [line ${String(number).padStart(2)}]: option '${key}' in section '${current.name}' already exists`,
    );
  current.section.set(key, value?.trim() ?? null);
  reading.lastKey = key;
}

/** Empty lines belong to a value only when something follows them. */
function trimValues(section: IniSection): void {
  for (const [key, value] of section) if (value !== null) section.set(key, value.trimEnd());
}

function failure(message: string): ProvisionError {
  return new ProvisionError('E0303', message);
}
