import { PythonError, typeError, valueError } from '../values/python-error.js';
import { isIterable, iterate } from '../values/sequence.js';
import { typeName } from '../values/type-name.js';
import type { Target } from './ast.js';
import type { Frame } from './frame.js';
import { Namespace } from './globals/namespace.js';
import { Undefined, type RuntimeValue } from './runtime.js';

/** Assigns to a name, a namespace's attribute, or names unpacked from a sequence. */
export function assignTo(target: Target, value: RuntimeValue, frame: Frame): void {
  switch (target.kind) {
    case 'name':
      return frame.set(target.name, value);
    case 'namespace':
      namespaceOf(target.name, target.offset, frame).attributes.set(target.attribute, value);
      return;
    case 'tuple-target':
      return unpack(target.items, value, frame);
  }
}

function namespaceOf(name: string, offset: number, frame: Frame): Namespace {
  const value = frame.run.resolve(frame, name, offset);
  if (value instanceof Namespace) return value;
  throw new PythonError('TemplateRuntimeError', 'cannot assign attribute on non-namespace object');
}

function unpack(targets: readonly Target[], value: RuntimeValue, frame: Frame): void {
  if (value instanceof Undefined) value.raise();
  if (!isIterable(value)) throw typeError(`cannot unpack non-iterable ${typeName(value)} object`);
  const items = [...iterate(value)];
  if (items.length > targets.length) throw valueError(`too many values to unpack (expected ${targets.length})`);
  if (items.length < targets.length) {
    throw valueError(`not enough values to unpack (expected ${targets.length}, got ${items.length})`);
  }
  for (const [index, target] of targets.entries()) assignTo(target, items[index] ?? null, frame);
}
