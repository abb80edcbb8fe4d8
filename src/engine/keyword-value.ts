import { ProvisionError, during } from '../base/errors.js';
import { keywords, type KeywordType } from '../playbook/keywords.js';
import type { PlaybookNode, Written } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { positionOf } from '../values/origin.js';
import { toRepr } from '../values/repr.js';
import { Float, isDict, isList, type Value } from '../values/value.js';

/** A keyword rendered, from the node outwards: `omit` leaves it to what encloses the node. `undefined` when nothing sets it. */
export function nearestKeyword(node: PlaybookNode, name: string, templar: Templar): Value | undefined {
  for (let current: PlaybookNode | undefined = node; current; current = current.parent) {
    const written = current.keywords.get(name);
    const value = written && renderKeyword(name, written, templar);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A keyword as written at one place, rendered and of its type; `undefined` when that is `omit`. */
export function renderKeyword(name: string, written: Written, templar: Templar): Value | undefined {
  const place = positionOf(written.value) ?? written.at;
  return during({ message: `Error processing keyword '${name}'`, at: place }, () => {
    const found = renderUnlessOmitted(written, templar);
    if (found !== undefined) checkType(found, keywords[name]?.type ?? 'any');
    return found;
  });
}

/** A rendered value; `undefined` when it is `omit`, for which only a member of a dict can be left out. */
export function renderUnlessOmitted({ value, at }: Written, templar: Templar): Value | undefined {
  const rendered = templar.render(new Map([['value', value]]), at);
  return isDict(rendered) ? rendered.get('value') : undefined;
}

const booleanWords = /^(?:y|yes|on|1|true|t|1\.0|n|no|off|0|false|f|0\.0)$/i;

function checkType(value: Value, type: KeywordType): void {
  if (value === null || isOfType(value, type)) return;
  const python = type === 'boolean' ? 'bool' : type === 'integer' ? 'int' : 'float';
  throw new ProvisionError('E0402', `The value ${toRepr(value)} could not be converted to '${python}'.`);
}

function isOfType(value: Value, type: KeywordType): boolean {
  if (type !== 'boolean' && type !== 'integer' && type !== 'number') return true;
  if (isList(value) || isDict(value)) return false;
  const text = value instanceof Float ? String(value.value) : String(value).trim();
  if (type === 'boolean') return typeof value === 'boolean' || booleanWords.test(text);
  return typeof value === 'boolean' || (text !== '' && Number.isFinite(Number(text)));
}
