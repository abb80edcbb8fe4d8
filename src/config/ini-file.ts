import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';

/** One `key = value` of an INI file. */
export interface IniEntry {
  readonly value: string;
  readonly at: Position;
}

/** Sections by name, their entries by key; keys are lower case. */
export type IniFile = ReadonlyMap<string, ReadonlyMap<string, IniEntry>>;

interface Reading {
  readonly sections: Map<string, Map<string, IniEntry>>;
  section: Map<string, IniEntry> | undefined;
  /** The key that an indented line continues. */
  lastKey: string | undefined;
}

/** Reads `ansible.cfg`: comments begin with `#` or `;`, a ` ;` ends a line, indented lines continue the value above. */
export function parseIniFile(text: string, file: string): IniFile {
  const reading: Reading = { sections: new Map(), section: undefined, lastKey: undefined };
  text.split(/\r?\n/).forEach((line, index) => readLine(line, { file, line: index + 1, column: 1 }, reading));
  return reading.sections;
}

function readLine(line: string, at: Position, reading: Reading): void {
  const content = line.replace(/(?:^|\s);.*$/, '').trimEnd();
  if (content.trim() === '' || line.trimStart().startsWith('#')) return;
  if (/^\s/.test(content) && reading.lastKey !== undefined) return continueValue(content.trim(), reading);
  const header = /^\s*\[(.+)\]$/.exec(content);
  if (header) return openSection(header[1] ?? '', reading);
  const pair = /^\s*([^=:]+?)\s*[=:]\s*(.*)$/.exec(content);
  if (!pair) throw badLine('a line of the configuration is neither a [section] nor "key = value"', at);
  if (!reading.section) throw badLine('a setting stands before the first [section]', at);
  reading.lastKey = (pair[1] ?? '').toLowerCase();
  reading.section.set(reading.lastKey, { value: pair[2] ?? '', at: { ...at, column: content.search(/\S/) + 1 } });
}

function openSection(name: string, reading: Reading): void {
  reading.section = reading.sections.get(name) ?? new Map<string, IniEntry>();
  reading.sections.set(name, reading.section);
  reading.lastKey = undefined;
}

function continueValue(more: string, { section, lastKey }: Reading): void {
  const entry = section?.get(lastKey ?? '');
  if (section && entry && lastKey !== undefined) section.set(lastKey, { ...entry, value: `${entry.value}\n${more}` });
}

function badLine(message: string, at: Position): ProvisionError {
  return new ProvisionError('E0004', message, {
    at,
    hint: 'settings are written as "[defaults]" and below it "forks = 20"',
  });
}
