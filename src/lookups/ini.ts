import { decodeText } from '../base/charset.js';
import { compilePythonRegex } from '../base/python-regex/regex.js';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { isList, type Value } from '../values/value.js';
import { flagOption, lookupFailure, splitTerm, textOption, unknownOptions, type LookupOptions } from './arguments.js';
import { parseIni, type IniSection } from '../base/ini-sections.js';

const names = [
  'type',
  'file',
  'section',
  're',
  'encoding',
  'default',
  'case_sensitive',
  'allow_no_value',
  'allow_none',
  'interpolation',
];

export const ini: LookupDefinition = {
  name: 'ini',
  options: names,
  run: (terms, given, context) =>
    terms.flatMap((term) => {
      const { key, options } = readTerm(toText(term), given);
      return readKey(key, options, context);
    }),
};

/** A key, and the options that older playbooks write behind it. */
function readTerm(term: string, given: LookupOptions): { key: string; options: LookupOptions } {
  const { rest, options } = splitTerm(term);
  const [unknown] = unknownOptions(options, names);
  if (unknown !== undefined) throw lookupFailure(`'${unknown}' is not a valid option.`);
  if (rest === '' && options.size > 0)
    throw lookupFailure(`No key to look up was provided as first term within string inline options: ${term}`);
  return { key: rest, options: new Map([...given, ...options]) };
}

function readKey(key: string, options: LookupOptions, context: TemplateContext): Value[] {
  const isProperties = typeOf(options) === 'properties';
  const file = textOption(options, 'file') ?? 'ansible.ini';
  const isCaseSensitive = flagOption(options, 'case_sensitive', false);
  const wanted = isProperties ? 'java_properties' : (textOption(options, 'section') ?? 'global');
  const text = readText(file, options, context);
  const sections = parseIni(isProperties ? `[java_properties]\n${text}` : text, {
    file,
    isCaseSensitive,
    allowsNone: flagOption(options, 'allow_no_value', false) || flagOption(options, 'allow_none', false),
  });
  const own = sections.get(wanted);
  if (own === undefined) throw lookupFailure(`No section '${wanted}' in '${file}'.`);
  const section = new Map([...(sections.get('DEFAULT') ?? []), ...own]);
  const read = flagOption(options, 'interpolation', true) ? interpolated : (value: string): string => value;
  if (flagOption(options, 're', false)) return matching(section, key).map((value) => read(value, section));
  const found = section.get(isCaseSensitive ? key : key.toLowerCase());
  if (found === undefined) return listed(options.get('default') ?? '');
  return found === null ? [] : [read(found, section)];
}

function typeOf(options: LookupOptions): string {
  const type = textOption(options, 'type') ?? 'ini';
  if (type === 'ini' || type === 'properties') return type;
  throw lookupFailure(`Invalid value '${type}' for config 'type' for 'ini' lookup plugin.`);
}

function readText(file: string, options: LookupOptions, { controller }: TemplateContext): string {
  const path = controller.findFile('files', file);
  if (path === undefined) throw lookupFailure(`Unable to find '${file}' in expected paths (use -vvvvv to see paths)`);
  return decodeText(controller.readFile(path), textOption(options, 'encoding') ?? 'utf-8');
}

function listed(value: Value): Value[] {
  return isList(value) ? [...value] : [value];
}

/** The values of all keys that a regular expression finds. */
function matching(section: IniSection, pattern: string): string[] {
  const regex = compilePythonRegex(pattern);
  return [...section].flatMap(([key, value]) => (value === null || regex.match(key) === undefined ? [] : [value]));
}

/** `%(name)s` stands for another key of the section. */
function interpolated(value: string, section: IniSection): string {
  return value.replace(/%\(([^)]+)\)s|%%/g, (whole, name?: string) =>
    name === undefined ? '%' : (section.get(name.toLowerCase()) ?? whole),
  );
}
