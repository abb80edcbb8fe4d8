import { isAbsolute, join, normalize } from 'node:path';
import type { DocumentedSetting } from '../config/documented-setting.js';
import { fromJson } from '../values/json.js';
import { Float, isList, type Value } from '../values/value.js';
import { lookupFailure } from './arguments.js';

/** What the text of a setting is read with. */
export interface SettingSurroundings {
  /** Relative paths start here. */
  readonly directory: string;
  readonly workingDirectory: string;
  readonly environment: (name: string) => string | undefined;
  /** The setting `ANSIBLE_HOME`, which defaults of paths begin with. */
  readonly home: string;
}

/** The default of a setting, as its type has it. */
export function defaultOf(setting: DocumentedSetting, surroundings: SettingSurroundings): Value {
  if (setting.otherwise === undefined) return null;
  const text = setting.otherwise.replaceAll('{{ANSIBLE_HOME}}', surroundings.home);
  return typedValue(setting, fromJson(JSON.parse(text)), surroundings);
}

/** A value that a file, the environment or a variable has, as the setting's type has it. */
export function typedValue(setting: DocumentedSetting, value: Value, surroundings: SettingSurroundings): Value {
  if (value === null) return null;
  const typed = convert(setting.type, value, surroundings);
  if (typed !== undefined) return typed;
  throw lookupFailure(`Config '${setting.name}' has an invalid value: Invalid value provided for '${setting.type}'`);
}

function convert(type: string, value: Value, surroundings: SettingSurroundings): Value | undefined {
  if (type === 'pathspec') return pathList(value, ':', surroundings);
  if (type === 'pathlist') return pathList(value, ',', surroundings);
  if (type === 'list') return isList(value) ? value : split(value, ',');
  if (type === 'float' && typeof value === 'number') return new Float(value);
  if (type === 'str' && typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value;
  if (type === 'boolean') return toBoolean(value);
  if (type === 'integer') return /^\s*[-+]?\d+\s*$/.test(value) ? Number(value) : undefined;
  if (type === 'float') return Number.isNaN(Number(value)) ? undefined : new Float(Number(value));
  return type === 'path' || type === 'tmppath' ? resolved(value, surroundings) : value;
}

function pathList(value: Value, separator: string, surroundings: SettingSurroundings): Value[] {
  const parts = isList(value) ? value : split(value, separator);
  return parts.map((part) => (typeof part === 'string' ? resolved(part, surroundings) : part));
}

function split(value: Value, separator: string): Value[] {
  return typeof value === 'string' ? value.split(separator).map((part) => part.trim()) : [value];
}

const words: ReadonlyMap<string, boolean> = new Map([
  ...['y', 'yes', 'on', '1', 'true', 't'].map((word) => [word, true] as const),
  ...['n', 'no', 'off', '0', 'false', 'f'].map((word) => [word, false] as const),
]);

function toBoolean(text: string): boolean | undefined {
  return words.get(text.trim().toLowerCase());
}

function resolved(path: string, { directory, workingDirectory, environment }: SettingSurroundings): string {
  const expanded = path
    .replace(/^~(?=\/|$)/, () => environment('HOME') ?? '~')
    .replaceAll('{{CWD}}', workingDirectory)
    .replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) => {
      return environment(plain ?? braced ?? '') ?? whole;
    });
  return normalize(isAbsolute(expanded) ? expanded : join(directory, expanded));
}
