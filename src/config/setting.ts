import { isAbsolute, join, normalize } from 'node:path';

/** What reading a setting's text may need. */
export interface SettingContext {
  /** Relative paths start here: the configuration file's folder, or the working directory for variables. */
  readonly directory: string;
  readonly workingDirectory: string;
  readonly home: string | undefined;
}

/** One setting: where it is written, how its text is read (`undefined`: not valid), and its default. */
export interface Setting<T> {
  /** `section.key`, the winning one first. */
  readonly ini: readonly string[];
  readonly environment: readonly string[];
  readonly otherwise: T;
  /** What the text should have been, for errors. */
  readonly wanted: string;
  read(text: string, context: SettingContext): T | undefined;
}

interface Names {
  /** `section.key` or `key` of `[defaults]`; several are separated by spaces. */
  readonly ini: string;
  readonly environment: string;
}

function places({ ini, environment }: Names): Pick<Setting<never>, 'ini' | 'environment'> {
  const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
  return {
    ini: words(ini).map((name) => (name.includes('.') ? name : `defaults.${name}`)),
    environment: words(environment),
  };
}

const yes = new Set(['1', 'true', 't', 'yes', 'y', 'on']);
const no = new Set(['0', 'false', 'f', 'no', 'n', 'off', '']);

export function booleanSetting(ini: string, environment: string, otherwise = false): Setting<boolean> {
  const read = (text: string): boolean | undefined => {
    const word = text.trim().toLowerCase();
    return yes.has(word) ? true : no.has(word) ? false : undefined;
  };
  return { ...places({ ini, environment }), otherwise, wanted: 'yes or no', read };
}

export function integerSetting<T extends number | undefined>(
  ini: string,
  environment: string,
  otherwise: T,
): Setting<T | number> {
  const read = (text: string): number | undefined => (/^\s*-?\d+\s*$/.test(text) ? Number(text) : undefined);
  return { ...places({ ini, environment }), otherwise, wanted: 'a whole number', read };
}

export function textSetting<T extends string | undefined>(
  ini: string,
  environment: string,
  otherwise: T,
): Setting<T | string> {
  return { ...places({ ini, environment }), otherwise, wanted: 'text', read: (text) => unquote(text) };
}

export function choiceSetting<const T extends string>(
  ini: string,
  environment: string,
  choices: readonly [T, ...T[]],
): Setting<T> {
  const read = (text: string): T | undefined => choices.find((choice) => choice === unquote(text).toLowerCase());
  return { ...places({ ini, environment }), otherwise: choices[0], wanted: `one of ${choices.join(', ')}`, read };
}

/** A choice that depends on the command when nobody makes it. */
export function optionalChoiceSetting<const T extends string>(
  ini: string,
  environment: string,
  choices: readonly [T, ...T[]],
): Setting<T | undefined> {
  return { ...choiceSetting(ini, environment, choices), otherwise: undefined };
}

/** A list of words out of a closed set; all of them, in that order, when nobody says otherwise. */
export function choicesSetting<const T extends string>(
  ini: string,
  environment: string,
  choices: readonly T[],
): Setting<readonly T[]> {
  const read = (text: string): readonly T[] | undefined => {
    const words = splitList(text, /[,\n]/);
    const chosen = words.flatMap((word) => choices.filter((choice) => choice === word));
    return chosen.length === words.length ? chosen : undefined;
  };
  return { ...places({ ini, environment }), otherwise: choices, wanted: `some of ${choices.join(', ')}`, read };
}

export function listSetting(
  ini: string,
  environment: string,
  otherwise: readonly string[] = [],
): Setting<readonly string[]> {
  return {
    ...places({ ini, environment }),
    otherwise,
    wanted: 'words separated by commas',
    read: (text) => splitList(text, /[,\n]/),
  };
}

export function pathSetting<T extends string | undefined>(
  ini: string,
  environment: string,
  otherwise: T,
): Setting<T | string> {
  return {
    ...places({ ini, environment }),
    otherwise,
    wanted: 'a path',
    read: (text, context) => resolvePath(unquote(text), context),
  };
}

/** Paths between `separator`s: colons for search paths, commas for inventories. */
export function pathsSetting(
  { separator, ...names }: Names & { readonly separator: ':' | ',' },
  otherwise: readonly string[] = [],
): Setting<readonly string[]> {
  const read = (text: string, context: SettingContext): readonly string[] =>
    splitList(text, separator).map((path) => resolvePath(path, context));
  return { ...places(names), otherwise, wanted: 'paths', read };
}

function splitList(text: string, separator: string | RegExp): string[] {
  return unquote(text)
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** `~` is the home directory and `{{CWD}}` the working directory; other relative paths start at the file's folder. */
export function resolvePath(path: string, { directory, workingDirectory, home }: SettingContext): string {
  const expanded = path.replaceAll('{{CWD}}', workingDirectory).replace(/^~(?=\/|$)/, home ?? '~');
  return isAbsolute(expanded) ? expanded : normalize(join(directory, expanded));
}

function unquote(text: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(text.trim());
  return quoted ? (quoted[2] ?? '') : text.trim();
}
