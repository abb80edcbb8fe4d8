import { isFromFile } from './origin.js';
import { UnsafeText, isDict, isList, type Value } from './value.js';

/**
 * Which members of containers made in the run are text as it was written in content. Kept beside them, as their places
 * are: text that is not in here came from a host, a lookup or a template, and is never run as an expression.
 */
const marks = new WeakMap<object, Set<Value>>();

/** Says which members (keys, or indexes) of a container are text as written; the others are not. */
export function rememberTrusted(container: object, members: Iterable<Value>): void {
  marks.set(container, new Set(members));
}

/** Says of one member of a container whether it is text as written. */
export function setTrusted(container: object, member: Value, isTrusted: boolean): void {
  const known = marks.get(container) ?? new Set();
  if (isTrusted) known.add(member);
  else known.delete(member);
  marks.set(container, known);
}

/** A container that makes its members when they are read, and knows itself which are text as written. */
interface KnowsTrust {
  isTrusted(key: Value): boolean;
}

/** Whether a container makes its members when they are read. */
export function knowsTrust(container: object): container is KnowsTrust {
  return 'isTrusted' in container && typeof container.isTrusted === 'function';
}

/** Whether a member of a container is text as it was written in content: marked so, or read from there and not `!unsafe`. */
export function isTrusted(container: object, member: Value, value: Value | undefined): boolean {
  if (value instanceof UnsafeText) return false;
  if (knowsTrust(container)) return container.isTrusted(member);
  return marks.get(container)?.has(member) ?? isFromFile(container);
}

/** Whether a key is text as it was written in content. */
export function isTrustedKey(container: object, key: Value): boolean {
  return isTrusted(container, key, undefined);
}

/** Marks a copy as its original is marked. */
export function copyTrust(from: object, to: object): void {
  const known = marks.get(from);
  if (known) marks.set(to, new Set(known));
}

/** A map of all members of others, the later ones stronger, that knows which of them are text as written. */
export function mergedTrust<Key extends Value>(...parts: readonly ReadonlyMap<Key, Value>[]): Map<Key, Value> {
  const merged = new Map<Key, Value>();
  for (const part of parts) {
    for (const [name, value] of part) {
      merged.set(name, value);
      setTrusted(merged, name, isTrusted(part, name, value));
    }
  }
  return merged;
}

/** A text and where in its container it stands. */
export interface PlacedText {
  readonly container: object;
  readonly key: Value;
  readonly text: string;
}

/** All texts in a list or mapping, however deep. */
export function* textsWithin(container: Value): Generator<PlacedText> {
  if (!isList(container) && !isDict(container)) return;
  for (const [key, member] of container.entries()) {
    if (typeof member === 'string') yield { container, key, text: member };
    else yield* textsWithin(member);
  }
}
