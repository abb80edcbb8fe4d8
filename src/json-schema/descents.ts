import { compilePythonRegex } from '../base/python-regex/regex.js';
import { toRepr, toText } from '../values/repr.js';
import { isDict, isList, type Value } from '../values/value.js';
import { contained } from './contained.js';
import { dependency, extras } from './messages.js';
import type { Mismatch } from './mismatch.js';
import { into, mismatch, type Step, type Walk } from './walk.js';

type Descend = (walk: Walk, step: Step) => Iterable<Mismatch>;

function membersOf(value: Value): readonly { readonly key: string; readonly value: Value }[] {
  return isDict(value) ? [...value].map(([key, member]) => ({ key: toText(key), value: member })) : [];
}

function itemsOf(value: Value, from = 0): readonly { readonly key: number; readonly value: Value }[] {
  return isList(value) ? value.map((item, key) => ({ key, value: item })).slice(from) : [];
}

function entriesOf(named: Value): readonly (readonly [string, Value])[] {
  return isDict(named) ? [...named].map(([name, schema]) => [toText(name), schema] as const) : [];
}

function lengthOf(list: Value | undefined): number {
  return isList(list) ? list.length : 0;
}

function* properties(walk: Walk, { keyword, expected, at }: Step): Generator<Mismatch> {
  const members = new Map(membersOf(at.value).map((member) => [member.key, member]));
  for (const [name, schema] of entriesOf(expected)) {
    const member = members.get(name);
    if (member !== undefined) yield* walk.mismatches(schema, into(at, [keyword, name], member));
  }
}

function* patternProperties(walk: Walk, { keyword, expected, at }: Step): Generator<Mismatch> {
  for (const [pattern, schema] of entriesOf(expected))
    for (const member of membersOf(at.value))
      if (compilePythonRegex(pattern).search(member.key) !== undefined)
        yield* walk.mismatches(schema, into(at, [keyword, pattern], member));
}

function* additionalProperties(walk: Walk, { keyword, expected, schema, at }: Step): Generator<Mismatch> {
  if (!isDict(expected)) return;
  const named = new Set(entriesOf(schema.get('properties') ?? null).map(([name]) => name));
  const patterns = entriesOf(schema.get('patternProperties') ?? null).map(([pattern]) => compilePythonRegex(pattern));
  for (const member of membersOf(at.value)) {
    if (named.has(member.key) || patterns.some((pattern) => pattern.search(member.key) !== undefined)) continue;
    yield* walk.mismatches(expected, into(at, [keyword], member));
  }
}

function* propertyNames(walk: Walk, { keyword, expected, at }: Step): Generator<Mismatch> {
  for (const { key } of membersOf(at.value))
    yield* walk.mismatches(expected, { ...into(at, [keyword]), value: key, isName: true });
}

function* items(walk: Walk, step: Step): Generator<Mismatch> {
  const { keyword, expected, schema, at } = step;
  if (isList(expected)) return yield* eachItem(walk, step);
  const first = lengthOf(schema.get('prefixItems'));
  const rest = itemsOf(at.value, walk.draft === '2020-12' ? first : 0);
  if (expected === false && walk.draft === '2020-12') {
    const shown = toRepr(rest.length === 1 ? (rest[0]?.value ?? null) : rest.map(({ value }) => value));
    const most = `${first} ${first === 1 ? 'item' : 'items'}`;
    if (rest.length > 0) yield mismatch(step, `Expected at most ${most} but found ${rest.length} extra: ${shown}`);
    return;
  }
  for (const item of rest) yield* walk.mismatches(expected, into(at, [keyword], item));
}

function* eachItem(walk: Walk, { keyword, expected, at }: Step): Generator<Mismatch> {
  const schemas = isList(expected) ? expected : [];
  for (const item of itemsOf(at.value).slice(0, schemas.length))
    yield* walk.mismatches(schemas[item.key] ?? true, into(at, [keyword, item.key], item));
}

function* additionalItems(walk: Walk, step: Step): Generator<Mismatch> {
  const { keyword, expected, schema, at } = step;
  const listed = schema.get('items');
  if (!isList(listed)) return;
  const rest = itemsOf(at.value, listed.length);
  if (expected === false && rest.length > 0) {
    yield mismatch(step, `Additional items are not allowed (${extras(rest.map(({ value }) => value))} unexpected)`);
    return;
  }
  if (expected !== false) for (const item of rest) yield* walk.mismatches(expected, into(at, [keyword], item));
}

function* allOf(walk: Walk, { keyword, expected, at }: Step): Generator<Mismatch> {
  for (const [index, schema] of (isList(expected) ? expected : []).entries())
    yield* walk.mismatches(schema, into(at, [keyword, index]));
}

function* dependencies(walk: Walk, step: Step): Generator<Mismatch> {
  const { keyword, expected, at } = step;
  const names = new Set(membersOf(at.value).map(({ key }) => key));
  const missing = walk.errorsAt(step);
  for (const [name, needed] of entriesOf(expected)) {
    const errors = missing.filter(({ params }) => params['property'] === name);
    for (const message of dependency(errors)) yield mismatch(step, message);
    if (names.has(name)) yield* walk.mismatches(needed, into(at, [keyword, name]));
  }
}

function* condition(walk: Walk, step: Step): Generator<Mismatch> {
  for (const { params } of walk.errorsAt(step)) {
    const branch = toText(params['failingKeyword']);
    yield* walk.mismatches(step.schema.get(branch) ?? true, {
      ...into(step.at, [branch]),
      outer: step.at,
    });
  }
}

/** `$ref` leaves no trace in the path of the schema, the later kinds of references do. */
function* reference(walk: Walk, { keyword, expected, at }: Step): Generator<Mismatch> {
  const whole = new URL(toText(expected), at.base).href;
  const target = walk.compiled.findSchema(whole);
  const base = whole.replace(/#.*$/s, '');
  if (target !== undefined) yield* walk.mismatches(target, { ...into(at, keyword === '$ref' ? [] : [keyword]), base });
}

function* contains(walk: Walk, step: Step): Generator<Mismatch> {
  const [error] = walk.errorsAt(step);
  if (error === undefined) return;
  const { message, ...told } = contained(step.at.value, step.schema, { error, draft: walk.draft });
  yield { ...mismatch(step, message), ...told };
}

function* unevaluatedProperties(walk: Walk, step: Step): Generator<Mismatch> {
  const { keyword, expected, at } = step;
  if (expected === false) {
    const names = walk.errorsAt(step).map(({ params }) => toText(params['unevaluatedProperty']));
    const shown = extras(names.sort());
    if (names.length > 0) yield mismatch(step, `Unevaluated properties are not allowed (${shown} unexpected)`);
    return;
  }
  const wrong = membersOf(at.value).filter((member) => hasAny(walk.mismatches(expected, into(at, [keyword], member))));
  const shown = extras(wrong.map(({ key }) => key));
  const message = `Unevaluated properties are not valid under the given schema (${shown} unevaluated and invalid)`;
  if (wrong.length > 0) yield mismatch(step, message);
}

function* unevaluatedItems(walk: Walk, step: Step): Generator<Mismatch> {
  const { keyword, expected, at } = step;
  const [error] = walk.errorsAt(step);
  const wrong =
    expected === false
      ? itemsOf(at.value, error === undefined ? lengthOf(at.value) : Number(error.params['limit']))
      : itemsOf(at.value).filter((item) => hasAny(walk.mismatches(expected, into(at, [keyword], item))));
  const shown = extras(wrong.map(({ value }) => value));
  if (wrong.length > 0) yield mismatch(step, `Unevaluated items are not allowed (${shown} unexpected)`);
}

function hasAny(found: Iterable<Mismatch>): boolean {
  return [...found].length > 0;
}

/** The keywords by which schemas apply to members of data, or to the data once more. */
export const descents: Readonly<Record<string, Descend>> = {
  $ref: reference,
  $dynamicRef: reference,
  $recursiveRef: reference,
  additionalItems,
  additionalProperties,
  allOf,
  contains,
  dependencies,
  dependentRequired: dependencies,
  dependentSchemas: dependencies,
  if: condition,
  items,
  patternProperties,
  prefixItems: eachItem,
  properties,
  propertyNames,
  unevaluatedItems,
  unevaluatedProperties,
};
