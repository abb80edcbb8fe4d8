import type { Schema } from './schema.js';

/** Whether plain data fits a schema of those that `schema.ts` makes: it knows their keywords, and no others. */
export function fitsSchema(value: unknown, schema: Schema): boolean {
  return Object.entries(schema).every(([keyword, wanted]) => fitsKeyword(value, keyword, wanted, schema));
}

function fitsKeyword(value: unknown, keyword: string, wanted: unknown, schema: Schema): boolean {
  switch (keyword) {
    case 'description':
      return true;
    case 'type':
      return listOf(wanted).some((type) => hasType(value, type));
    case 'enum':
      return listOf(wanted).includes(value);
    case 'const':
      return value === wanted;
    case 'pattern':
      return typeof value !== 'string' || patternOf(String(wanted)).test(value);
    case 'minimum':
      return typeof value !== 'number' || value >= Number(wanted);
    case 'anyOf':
      return schemasOf(wanted).some((choice) => fitsSchema(value, choice));
    case 'allOf':
      return schemasOf(wanted).every((part) => fitsSchema(value, part));
    case 'items':
      return !Array.isArray(value) || value.every((item) => fitsSchema(item, asSchema(wanted)));
    case 'required':
      return !isObject(value) || listOf(wanted).every((name) => Object.hasOwn(value, String(name)));
    case 'properties':
      return !isObject(value) || fitsProperties(value, asSchema(wanted));
    case 'additionalProperties':
      return wanted !== false || !isObject(value) || hasOnly(value, asSchema(schema['properties']));
    default:
      throw new Error(`no rule for the schema keyword "${keyword}"`);
  }
}

function fitsProperties(value: object, properties: Schema): boolean {
  return Object.entries(value).every(
    ([name, member]) => !Object.hasOwn(properties, name) || fitsSchema(member, asSchema(properties[name])),
  );
}

function hasOnly(value: object, properties: Schema): boolean {
  return Object.keys(value).every((name) => Object.hasOwn(properties, name));
}

function hasType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  const pattern = patterns.get(source) ?? new RegExp(source, 'u');
  patterns.set(source, pattern);
  return pattern;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function schemasOf(value: unknown): readonly Schema[] {
  return listOf(value).map(asSchema);
}

/** A schema's parts are schemas, as they were made. */
function asSchema(value: unknown): Schema {
  return value as Schema;
}
