import { ProvisionError, during } from '../base/errors.js';
import { keywords, type KeywordType } from '../playbook/keywords.js';
import { findKeyword, type PlaybookNode, type Task, type Written } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { positionOf } from '../values/origin.js';
import { toRepr } from '../values/repr.js';
import { isTruthy } from './coerce.js';
import { Float, isDict, isList, type Value } from '../values/value.js';

const booleanWords = /^(?:y|yes|on|1|true|t|1\.0|n|no|off|0|false|f|0\.0)$/i;

/** Ansible's names for the types that a rendered value is held to. */
const typeNames: Partial<Record<KeywordType, string>> = {
  boolean: 'bool',
  integer: 'int',
  number: 'float',
  percentage: 'percent',
};

/** A keyword rendered, from the node outwards: `omit` leaves it to what encloses the node. `undefined` when nothing sets it. */
export function nearestKeyword(node: PlaybookNode, name: string, templar: Templar): Value | undefined {
  return nearest(node, name, (written) => renderKeyword(name, written, templar));
}

/** Whether a keyword is on: what is no boolean counts by its truth, until {@link checkKeywords} refuses it. */
export function nearestFlag(node: PlaybookNode, name: string, templar: Templar): boolean | undefined {
  const value = nearest(node, name, (written) => processed(name, written, () => renderUnlessOmitted(written, templar)));
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' && !booleanWords.test(value.trim()) ? value !== '' : isTruthy(value);
}

const typed = Object.entries(keywords).flatMap(([name, { levels, type }]) =>
  levels.includes('task') && typeNames[type] !== undefined ? [name] : [],
);

/** Fails a task with a keyword that is not of its type, also where nothing would read it. */
export function checkKeywords(task: Task, templar: Templar): void {
  for (const name of typed) {
    const written = findKeyword(task, name)?.value;
    if (typeof written !== 'boolean' && typeof written !== 'number') nearestKeyword(task, name, templar);
  }
}

function nearest(node: PlaybookNode, name: string, render: (written: Written) => Value | undefined): Value | undefined {
  for (let current: PlaybookNode | undefined = node; current; current = current.parent) {
    const written = current.keywords.get(name);
    const value = written && render(written);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A keyword as written at one place, rendered and of its type; `undefined` when that is `omit`. */
export function renderKeyword(name: string, written: Written, templar: Templar): Value | undefined {
  return processed(name, written, () => {
    const found = renderUnlessOmitted(written, templar);
    if (found !== undefined) checkType(found, keywords[name]?.type ?? 'any');
    return found;
  });
}

function processed<T>(name: string, { value, at }: Written, render: () => T): T {
  return during(
    { message: `Error processing keyword '${toldNames[name] ?? name}'`, at: positionOf(value) ?? at },
    render,
  );
}

/** What Ansible calls a keyword in messages, where that is another word. */
const toldNames: Readonly<Record<string, string>> = { async: 'async_val' };

/** A rendered value; `undefined` when it is `omit`, for which only a member of a dict can be left out. */
export function renderUnlessOmitted({ value, at }: Written, templar: Templar): Value | undefined {
  const rendered = templar.render(new Map([['value', value]]), at);
  return isDict(rendered) ? rendered.get('value') : undefined;
}

function checkType(value: Value, type: KeywordType): void {
  if (value === null || isOfType(value, type)) return;
  throw new ProvisionError(
    'E0402',
    `The value ${toRepr(value)} could not be converted to '${typeNames[type] ?? type}'.`,
  );
}

/** Whether a value can be read as what a keyword wants; a whole number may be written as a fraction (`2.0`). */
function isOfType(value: Value, type: KeywordType): boolean {
  if (typeNames[type] === undefined) return true;
  if (isList(value) || isDict(value)) return false;
  const text = value instanceof Float ? String(value.value) : String(value).trim();
  if (type === 'boolean') return typeof value === 'boolean' || booleanWords.test(text);
  const number = Number(type === 'percentage' ? text.replaceAll('%', '') : text);
  return (
    typeof value === 'boolean' ||
    (text !== '' && (type === 'integer' ? Number.isInteger(number) : Number.isFinite(number)))
  );
}
