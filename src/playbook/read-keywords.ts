import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { didYouMean } from '../base/suggest.js';
import { positionOfKey, positionOfValue } from '../values/origin.js';
import { pythonClass } from '../values/python-class.js';
import { toText } from '../values/repr.js';
import { badVariableName, isVariableName, variableNameRule } from '../values/variable-name.js';
import { Float, TemplateText, UnsafeText, isDict, isList, plainText, type Dict, type Value } from '../values/value.js';
import type { ContentReader } from './content.js';
import { keywords, keywordsOf, type KeywordType, type Level } from './keywords.js';
import type { Written } from './nodes.js';

/** The keywords of a dict at a level; unknown keys go to `otherwise`, which says whether it took them. */
export function readKeywords(
  dict: Dict,
  level: Level,
  reader: ContentReader,
  otherwise: (key: string, value: Value) => boolean = () => false,
): Map<string, Written> {
  const found = new Map<string, Written>();
  for (const [key, value] of dict) {
    const at = positionOfKey(dict, key);
    if (typeof key !== 'string') {
      reader.problem(new ProvisionError('E0403', `a ${level}'s keys must be text, not ${String(key)}`, { at }));
    } else if (keywords[key]?.levels.includes(level)) {
      const { type } = keywords[key];
      const read = takesExpressions.has(type) ? value : withoutTags(value);
      checkType(key, type, read, at, reader);
      if (key === 'vars') checkVars(read, { level, at: positionOfValue(dict, key), reader });
      found.set(key, { value: read, at: positionOfValue(dict, key) });
    } else if (!otherwise(key, value)) {
      reader.problem(unknownKeyword(key, level, at));
    }
  }
  return found;
}

/** Whose `!unsafe` texts are told apart from others later; elsewhere they are texts as all are. */
const takesExpressions: ReadonlySet<KeywordType> = new Set(['condition', 'any', 'dict', 'tasks']);

function withoutTags(value: Value): Value {
  if (!isList(value) || !value.some((item) => item instanceof UnsafeText)) return plainText(value);
  return value.map(plainText);
}

/** The levels as Ansible's messages name them. */
const levelNames: Readonly<Record<Level, string>> = {
  play: 'Play',
  role: 'RoleInclude',
  block: 'Block',
  task: 'Task',
  handler: 'Handler',
};

function unknownKeyword(key: string, level: Level, at: Position | undefined): ProvisionError {
  const elsewhere = keywords[key]?.levels;
  const hint = elsewhere ? `"${key}" belongs to a ${elsewhere.join(' or ')}` : didYouMean(key, keywordsOf(level));
  return new ProvisionError('E0401', `'${key}' is not a valid attribute for a ${levelNames[level]}`, { at, hint });
}

const booleanWords = /^(?:y|yes|on|1|true|t|1\.0|n|no|off|0|false|f|0\.0)$/i;

function checkType(
  key: string,
  type: KeywordType,
  value: Value,
  at: Position | undefined,
  reader: ContentReader,
): void {
  if (value === null || value instanceof TemplateText || isAcceptable(type, value)) return;
  if (type === 'tasks') {
    const message = `A malformed block was encountered while loading ${key}: ${toText(value)} should be a list or None but is ${pythonClass(value)}`;
    reader.problem(new ProvisionError('E0403', message, { at }));
    return;
  }
  // Ansible finds these out when the task runs, which something may keep it from.
  if (!reader.checksAhead && !structural.has(key)) return;
  const expected = expectation[type];
  reader.problem(new ProvisionError('E0402', `"${key}" must be ${expected}, not ${describe(value)}`, { at }));
}

interface VarsPlace {
  readonly level: Level;
  readonly at: Position | undefined;
  readonly reader: ContentReader;
}

/** Variables are a mapping; older content has lists of them. */
function checkVars(value: Value, { level, at, reader }: VarsPlace): void {
  if (value === null) return;
  if (isDict(value)) return checkNames(value, reader);
  if (reader.acceptsOldForms && isList(value) && value.every(isDict)) return;
  const message = `Vars in a ${levelNames[level]} must be specified as a dictionary.`;
  reader.problem(new ProvisionError('E0403', message, { at }));
}

function checkNames(variables: Dict, reader: ContentReader): void {
  for (const name of variables.keys()) {
    if (isVariableName(name)) continue;
    const at = positionOfKey(variables, name);
    reader.problem(new ProvisionError('E0410', badVariableName(name), { at, hint: variableNameRule }));
  }
}

/** Keywords whose value shapes the play itself. */
const structural: ReadonlySet<string> = new Set(['roles', 'vars_prompt', 'register', 'collections']);

const expectation: Readonly<Record<KeywordType, string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  list: 'a list',
  dict: 'a mapping',
  condition: 'a condition or a list of conditions',
  any: 'a value',
  tasks: 'a list of tasks',
  percentage: 'a number or a percentage',
};

function isAcceptable(type: KeywordType, value: Value): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'boolean':
      return typeof value === 'boolean' || (isScalar(value) && booleanWords.test(String(value)));
    case 'integer':
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
    case 'number':
      return (
        typeof value === 'number' ||
        value instanceof Float ||
        (typeof value === 'string' && Number.isFinite(Number(value)))
      );
    case 'percentage':
      return (
        typeof value === 'number' ||
        value instanceof Float ||
        (typeof value === 'string' && /^\d+(\.\d+)?%?$/.test(value))
      );
    case 'string':
      return isScalar(value);
    case 'list':
    case 'tasks':
      return isList(value);
    case 'dict':
      return isDict(value);
    case 'condition':
      return isScalar(value) || (isList(value) && value.every((member) => isScalar(member)));
    default:
      return type satisfies never;
  }
}

function isScalar(value: Value): boolean {
  return !isList(value) && !isDict(value);
}

/** A value in a few words, for messages. */
export function describe(value: Value): string {
  if (value === null) return 'nothing';
  if (isList(value)) return 'a list';
  if (isDict(value)) return 'a mapping';
  if (value instanceof TemplateText) return `"${value.source}"`;
  return value instanceof Float ? String(value.value) : JSON.stringify(value);
}
