import { int } from '../../src/values/numbers.js';
import { Float, TemplateText, holdsTemplate, type Value } from '../../src/values/value.js';

/** A case's value as variables hold it: strings with templates are trusted, tagged ones are what their tag says. */
export function toValue(json: unknown): Value {
  if (typeof json === 'string') return holdsTemplate(json) ? new TemplateText(json, undefined) : json;
  if (typeof json === 'number') return Number.isInteger(json) ? int(json) : new Float(json);
  if (json === null || typeof json === 'boolean') return json;
  if (Array.isArray(json)) return json.map(toValue);
  if (typeof json !== 'object') throw new Error(`a case cannot hold ${typeof json}`);
  return tagged(json) ?? new Map(Object.entries(json).map(([key, member]) => [key, toValue(member)]));
}

function tagged(json: object): Value | undefined {
  const [entry, ...others] = Object.entries(json) as [string, unknown][];
  if (entry === undefined || others.length > 0 || typeof entry[1] !== 'string') return undefined;
  const [tag, text] = entry;
  switch (tag) {
    case '__unsafe__':
      return text;
    case '__float__':
      return new Float(Number(text));
    case '__int__':
      return int(BigInt(text));
    default:
      return undefined;
  }
}

/** The whole template of a case: a string is a template even without braces. */
export function toTemplate(json: unknown): Value {
  return typeof json === 'string' ? new TemplateText(json, undefined) : toValue(json);
}
