import { compilePythonRegex } from '../base/python-regex/regex.js';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import type { Value } from '../values/value.js';
import { flagOption, lookupFailure, splitTerm, textOption, textTerm, type LookupOptions } from './arguments.js';
import { getFile } from './find-file.js';

const names = [
  'type',
  'file',
  'section',
  're',
  'encoding',
  'default',
  'case_sensitive',
  'allow_no_value',
  'interpolation',
];

export const ini: LookupDefinition = {
  name: 'ini',
  options: [...names, 'allow_none'],
  run: (terms, given, context) =>
    terms.flatMap((term) => {
      const { rest: key, options } = splitTerm(textTerm(term), names, given);
      return readKey(key, options, context);
    }),
};

function readKey(key: string, options: LookupOptions, context: TemplateContext): Value[] {
  const isProperties = textOption(options, 'type') === 'properties';
  const isCaseSensitive = flagOption(options, 'case_sensitive', false);
  const allowsNone = flagOption(options, 'allow_no_value', false) || flagOption(options, 'allow_none', false);
  const path = getFile('files', textOption(options, 'file') ?? 'ansible.ini', context);
  const text = context.controller.readFile(path).toString('utf8');
  const wanted = isProperties ? 'java_properties' : (textOption(options, 'section') ?? 'global');
  const sections = parseIni(isProperties ? `[java_properties]\n${text}` : text, { isCaseSensitive, allowsNone, path });
  const section = new Map([...(sections.get('DEFAULT') ?? []), ...(sections.get(wanted) ?? [])]);
  if (!sections.has(wanted)) throw lookupFailure(`No section named '${wanted}' in ${path}`);
  if (flagOption(options, 're', false)) return matching(section, key);
  const found = section.get(isCaseSensitive ? key : key.toLowerCase());
  const value = found === undefined ? (options.get('default') ?? '') : found;
  return value === null || flagOption(options, 'interpolation', true) === false
    ? [value]
    : [interpolated(value, section)];
}

/** The values of all keys that a regular expression finds. */
function matching(section: ReadonlyMap<string, string | null>, pattern: string): Value[] {
  const regex = compilePythonRegex(pattern);
  return [...section].filter(([key]) => regex.match(key) !== undefined).map(([, value]) => value);
}

interface IniOptions {
  readonly isCaseSensitive: boolean;
  readonly allowsNone: boolean;
  readonly path: string;
}

type Section = Map<string, string | null>;

/** Sections of `key = value` or `key: value`; indented lines continue a value. */
function parseIni(text: string, options: IniOptions): Map<string, Section> {
  const sections = new Map<string, Section>();
  let current: Section | undefined;
  let lastKey: string | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line);
    const last = lastKey === undefined ? undefined : current?.get(lastKey);
    if (header !== null) {
      current = sections.get(header[1] ?? '') ?? new Map<string, string | null>();
      sections.set(header[1] ?? '', current);
      lastKey = undefined;
    } else if (/^\s/.test(line) && lastKey !== undefined && typeof last === 'string') {
      current?.set(lastKey, `${last}\n${line.trim()}`);
    } else {
      lastKey = addPair(line, current, { ...options, line: index + 1 });
    }
  }
  return sections;
}

function addPair(
  line: string,
  section: Section | undefined,
  { isCaseSensitive, allowsNone, path, line: number }: IniOptions & { line: number },
): string {
  const found = /^\s*([^=:]+?)\s*[=:]\s*([\s\S]*?)\s*$/.exec(line);
  if (section === undefined) throw lookupFailure(`${path} has a line before its first section: line ${number}`);
  if (found === null && !allowsNone)
    throw lookupFailure(`${path} has a key without a value: line ${number}`, 'set allow_no_value=true');
  const name = found?.[1] ?? line.trim();
  const key = isCaseSensitive ? name : name.toLowerCase();
  section.set(key, found === null ? null : (found[2] ?? ''));
  return key;
}

/** `%(name)s` stands for another key of the section. */
function interpolated(value: Value, section: Section): Value {
  if (typeof value !== 'string') return value;
  return value.replace(/%\(([^)]+)\)s|%%/g, (whole, name?: string) =>
    name === undefined ? '%' : (section.get(name.toLowerCase()) ?? whole),
  );
}
