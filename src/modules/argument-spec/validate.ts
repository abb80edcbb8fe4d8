import { isEqual } from '../../values/equal.js';
import { toText } from '../../values/repr.js';
import { typeName } from '../../values/type-name.js';
import { isDict, isList, type Dict, type Value } from '../../values/value.js';
import { Unconvertible, convert } from './convert.js';
import { brokenRules, clashes } from './rules.js';

/** What is wrong with arguments by a specification as `meta/argument_specs.yml` writes it, in Ansible's words. */
export function validateArguments(spec: Dict, given: Dict): string[] {
  const validation = new Validation();
  validation.checkLevel({ spec, rules: new Map(), path: [] }, given);
  return validation.problems();
}

/** One mapping of arguments: the whole, or the options of an argument. */
interface Level {
  readonly spec: Dict;
  /** Where the rules between its arguments stand. */
  readonly rules: Dict;
  /** The arguments that lead to it. */
  readonly path: readonly string[];
}

class Validation {
  readonly #errors: string[] = [];
  readonly #unsupported: string[] = [];
  #supported: readonly string[] = [];

  problems(): string[] {
    if (this.#unsupported.length === 0) return this.#errors;
    const unsupported = [...this.#unsupported].sort().join(', ');
    return [...this.#errors, `${unsupported}. Supported parameters include: ${this.#supported.join(', ')}.`];
  }

  /** Checks a mapping and what lies below it. All of a mapping comes before the options of its members. */
  checkLevel(level: Level, given: Dict): void {
    const { spec, rules, path } = level;
    const values = this.#named(level, given);
    this.#errors.push(...misread(spec, values));
    this.#report(clashes(rules, values), path);
    for (const [name, entry] of entriesOf(spec)) {
      const otherwise = entry.get('default') ?? null;
      if (otherwise !== null && !values.has(name)) values.set(name, otherwise);
    }
    this.#report(missing(spec, values), path);
    for (const [name, entry] of entriesOf(spec)) this.#convertMember(name, entry, values, path);
    for (const [name, entry] of entriesOf(spec)) this.#report(badChoice(name, entry, values), path);
    this.#report(brokenRules(rules, values), path);
    for (const [name, entry] of entriesOf(spec)) this.#checkOptions(name, entry, values, path);
  }

  /** The arguments by their own names; those that nobody knows are remembered. */
  #named({ spec, path }: Level, given: Dict): Dict {
    const values: Dict = new Map();
    const byAlias = new Map(
      [...entriesOf(spec)].flatMap(([name, entry]) => aliasesOf(entry).map((alias) => [alias, name])),
    );
    for (const [key, value] of given) if (spec.has(key)) values.set(key, value);
    for (const [key, value] of given) {
      const name = byAlias.get(toText(key));
      if (name !== undefined) values.set(name, value);
    }
    const unknown = [...given.keys()].filter((key) => !spec.has(key) && !byAlias.has(toText(key)));
    if (unknown.length > 0 || path.length === 0) this.#supported = describeArguments(spec);
    this.#unsupported.push(...unknown.map((key) => [...path, toText(key)].join('.')));
    return values;
  }

  #convertMember(name: string, entry: Dict, values: Dict, path: readonly string[]): void {
    const value = values.get(name);
    if (value === undefined || (value === null && !isRequired(entry) && (entry.get('default') ?? null) === null))
      return;
    const type = toText(entry.get('type') ?? 'str');
    const within = path.length > 0 ? ` found in '${path.join(' -> ')}'` : '';
    const subject = `argument '${name}' is of type ${typeName(value)}${within === '' ? '' : `${within}.`}`;
    const converted = this.#tryConvert(value, type, subject);
    if (converted === undefined) return;
    const elements = entry.get('elements');
    values.set(
      name,
      isList(converted) && elements !== undefined && elements !== null
        ? converted.map((member) => {
            const which = `Elements value for option '${name}'${within} is of type ${typeName(member)}`;
            return this.#tryConvert(member, toText(elements), which) ?? member;
          })
        : converted,
    );
  }

  #tryConvert(value: Value, type: string, subject: string): Value | undefined {
    try {
      return convert(value, type);
    } catch (thrown) {
      if (!(thrown instanceof Unconvertible)) throw thrown;
      this.#errors.push(`${subject} and we were unable to convert to ${type}: ${thrown.message}`);
      return undefined;
    }
  }

  #checkOptions(name: string, entry: Dict, values: Dict, path: readonly string[]): void {
    const options = optionsOf(entry);
    const value = values.get(name) ?? (entry.get('apply_defaults') === true ? new Map<Value, Value>() : null);
    if (options === undefined || value === null) return;
    if (!isList(value) && !isDict(value)) {
      this.#errors.push(`value of '${name}' must be of type dict or list of dicts`);
      return;
    }
    const level: Level = { spec: options, rules: entry, path: [...path, name] };
    for (const member of isList(value) ? value : [value]) if (isDict(member)) this.checkLevel(level, member);
  }

  #report(problems: readonly string[], path: readonly string[]): void {
    const within = path.length > 0 ? ` found in ${path.join(' -> ')}` : '';
    this.#errors.push(...problems.map((problem) => problem + within));
  }
}

/** Text where options are wanted is said to be none before anything else is looked at. */
function misread(spec: Dict, values: Dict): string[] {
  return [...entriesOf(spec)].flatMap(([name, entry]) => {
    if (!optionsOf(entry)) return [];
    const value = values.get(name) ?? null;
    const texts = (isList(value) ? value : [value]).filter((member) => typeof member === 'string');
    return texts.flatMap((member) => problemOf(() => convert(member, 'dict')));
  });
}

function problemOf(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (thrown) {
    if (thrown instanceof Unconvertible) return [thrown.message];
    throw thrown;
  }
}

function missing(spec: Dict, values: Dict): string[] {
  const names = [...entriesOf(spec)]
    .filter(([name, entry]) => isRequired(entry) && !values.has(name))
    .map(([name]) => name);
  return names.length === 0 ? [] : [`missing required arguments: ${names.sort().join(', ')}`];
}

/** Text of a boolean stands for the one word among the choices that means the same. */
function badChoice(name: string, entry: Dict, values: Dict): string[] {
  const choices = entry.get('choices');
  const value = values.get(name);
  if (!isList(choices) || value === undefined) return [];
  const isChoice = (member: Value): boolean => choices.some((choice) => isEqual(choice, member));
  const shown = choices.map(toText).join(', ');
  if (isList(value)) {
    const others = value.filter((member) => !isChoice(member));
    if (others.length === 0) return [];
    return [`value of ${name} must be one or more of: ${shown}. Got no match for: ${others.map(toText).join(', ')}`];
  }
  if (isChoice(value)) return [];
  const words = value === 'True' ? ['yes', 'on', 'true'] : value === 'False' ? ['no', 'off', 'false'] : [];
  if (words.filter((word) => isChoice(word)).length === 1) return [];
  return [`value of ${name} must be one of: ${shown}, got: ${toText(value)}`];
}

function* entriesOf(spec: Dict): Iterable<[string, Dict]> {
  for (const [name, entry] of spec) if (isDict(entry)) yield [toText(name), entry];
}

function optionsOf(entry: Dict): Dict | undefined {
  const options = entry.get('options');
  const type = entry.get('type');
  const holdsDicts = type === 'dict' || (type === 'list' && entry.get('elements') === 'dict');
  return holdsDicts && isDict(options) ? options : undefined;
}

function aliasesOf(entry: Dict): string[] {
  const aliases = entry.get('aliases');
  return isList(aliases) ? aliases.map(toText) : [];
}

function isRequired(entry: Dict): boolean {
  return entry.get('required') === true;
}

function describeArguments(spec: Dict): string[] {
  const names = [...entriesOf(spec)].sort(([a], [b]) => (a < b ? -1 : 1));
  return names.map(([name, entry]) => {
    const aliases = aliasesOf(entry);
    return aliases.length > 0 ? `${name} (${aliases.sort().join(', ')})` : name;
  });
}
