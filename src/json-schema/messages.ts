import type { ErrorObject } from 'ajv';
import { compareText } from '../values/code-points.js';
import { toRepr, toText } from '../values/repr.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';

/** A keyword that data does not fit. */
export interface Failed {
  readonly keyword: string;
  readonly expected: Value;
  readonly found: Value;
  readonly schema: Dict;
  /** What the validator told of it. */
  readonly errors: readonly ErrorObject[];
}

type Message = (failed: Failed) => readonly string[];

function one(text: (found: string, expected: Value) => string): Message {
  return ({ found, expected }) => [text(toRepr(found), expected)];
}

/** A limit of a size, which is told in other words when it is the smallest there is. */
function limit(special: number, words: string, otherwise: string): Message {
  return one((found, expected) => `${found} ${Number(toText(expected)) === special ? words : otherwise}`);
}

function bound(words: string): Message {
  return one((found, expected) => `${found} is ${words} of ${toRepr(expected)}`);
}

/** What is said of properties that others need. */
export function dependency(errors: readonly ErrorObject[]): readonly string[] {
  return errors.map(
    ({ params }) => `${toRepr(params['missingProperty'])} is a dependency of ${toRepr(params['property'])}`,
  );
}

/** What is said of each keyword, in the words of Python's jsonschema, which playbooks look for. */
const messages: Readonly<Record<string, Message>> = {
  type: one((found, types) => `${found} is not of type ${listed(isList(types) ? types : [types])}`),
  enum: one((found, allowed) => `${found} is not one of ${toRepr(allowed)}`),
  const: one((_found, wanted) => `${toRepr(wanted)} was expected`),
  multipleOf: one((found, factor) => `${found} is not a multiple of ${toText(factor)}`),
  minimum: bound('less than the minimum'),
  maximum: bound('greater than the maximum'),
  exclusiveMinimum: bound('less than or equal to the minimum'),
  exclusiveMaximum: bound('greater than or equal to the maximum'),
  minLength: limit(1, 'should be non-empty', 'is too short'),
  maxLength: limit(0, 'is expected to be empty', 'is too long'),
  minItems: limit(1, 'should be non-empty', 'is too short'),
  maxItems: limit(0, 'is expected to be empty', 'is too long'),
  minProperties: limit(1, 'should be non-empty', 'does not have enough properties'),
  maxProperties: limit(0, 'is expected to be empty', 'has too many properties'),
  pattern: one((found, pattern) => `${found} does not match ${toRepr(pattern)}`),
  format: one((found, format) => `${found} is not a ${toRepr(format)}`),
  uniqueItems: one((found) => `${found} has non-unique elements`),
  required: ({ errors }) => errors.map(({ params }) => `${toRepr(params['missingProperty'])} is a required property`),
  additionalProperties: ({ errors, schema }) => [
    additional(
      errors.map(({ params }) => toText(params['additionalProperty'])),
      schema,
    ),
  ],
  not: one((found, schema) => `${found} should not be valid under ${toRepr(schema)}`),
  anyOf: one((found) => `${found} is not valid under any of the given schemas`),
  oneOf: ({ found, expected, errors }) => [fitting(found, expected, errors)],
};

/** What is said of a keyword that data does not fit; one for each thing that is missing. */
export function messagesOf(failed: Failed): readonly string[] {
  return messages[failed.keyword]?.(failed) ?? [];
}

function listed(items: readonly unknown[]): string {
  return items.map(toRepr).join(', ');
}

/** Things too many: `'a', 'b' were`. */
export function extras(items: readonly Value[]): string {
  return `${listed(items)} ${items.length === 1 ? 'was' : 'were'}`;
}

function additional(names: string[], schema: Dict): string {
  const sorted = names.sort(compareText);
  const patterns = schema.get('patternProperties');
  if (!isDict(patterns)) return `Additional properties are not allowed (${extras(sorted)} unexpected)`;
  const known = [...patterns.keys()].map(toText).sort(compareText);
  return `${listed(sorted)} ${sorted.length === 1 ? 'does' : 'do'} not match any of the regexes: ${listed(known)}`;
}

function fitting(found: Value, schemas: Value, [error]: readonly ErrorObject[]): string {
  const passing: readonly number[] = error?.params['passing'] ?? [];
  const [first, ...others] = passing.map((index) => (isList(schemas) ? schemas[index] : undefined));
  if (first === undefined) return `${toRepr(found)} is not valid under any of the given schemas`;
  return `${toRepr(found)} is valid under each of ${listed([...others, first])}`;
}
