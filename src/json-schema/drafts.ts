import type { Value } from '../values/value.js';
import { isDict } from '../values/value.js';

/** A draft of JSON Schema that data can be checked by. */
export type Draft = 'draft6' | 'draft7' | '2019-09' | '2020-12';

/** What the option `draft` takes; the first two have rules of their own, which nothing here knows. */
export const draftNames: readonly string[] = ['draft3', 'draft4', 'draft6', 'draft7', '2019-09', '2020-12'];

const asserting = [
  ...['type', 'enum', 'const', 'multipleOf', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  ...['minProperties', 'maxProperties', 'required', 'not', 'anyOf', 'oneOf'],
];
const descending = [
  '$ref',
  'allOf',
  'properties',
  'patternProperties',
  'additionalProperties',
  'propertyNames',
  'items',
];
const common = [...asserting, ...descending];
const since2019 = [
  ...common,
  'if',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedItems',
  'unevaluatedProperties',
];

/** The keywords that each draft gives a meaning; others say nothing about data. */
export const keywordsOf: Readonly<Record<Draft, ReadonlySet<string>>> = {
  draft6: new Set([...common, 'dependencies', 'additionalItems']),
  draft7: new Set([...common, 'dependencies', 'additionalItems', 'if']),
  '2019-09': new Set([...since2019, '$recursiveRef', 'additionalItems']),
  '2020-12': new Set([...since2019, '$dynamicRef', 'prefixItems']),
};

/** Whether a reference is all that a schema says: up to draft 7 what stands beside it is not looked at. */
export function ignoresBesideReference(draft: Draft): boolean {
  return draft === 'draft6' || draft === 'draft7';
}

export function findDraft(name: string): Draft | undefined {
  return Object.hasOwn(keywordsOf, name) ? (name as Draft) : undefined;
}

const schemas = new Map([
  ['http://json-schema.org/draft-03/schema', 'draft3'],
  ['http://json-schema.org/draft-04/schema', 'draft4'],
  ['http://json-schema.org/draft-06/schema', 'draft6'],
  ['http://json-schema.org/draft-07/schema', 'draft7'],
  ['https://json-schema.org/draft/2019-09/schema', '2019-09'],
]);

/** The draft that criteria name in `$schema`; the latest one where they name none that is known. */
export function draftNamedBy(criteria: Value): string {
  const named = isDict(criteria) ? criteria.get('$schema') : undefined;
  return (typeof named === 'string' ? schemas.get(named.replace(/#$/, '')) : undefined) ?? '2020-12';
}
