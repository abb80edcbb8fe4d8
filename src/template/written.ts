import { isTrusted } from '../values/trust.js';
import { TemplateText, holdsTemplate, isDict, isList, type Value } from '../values/value.js';
import type { Expression } from './ast.js';
import { parseBareExpression } from './parser.js';
import type { Scope } from './templar.js';
import { TemplateSyntaxError } from './syntax-error.js';

/** The value that a template of nothing but a variable (`{{ a.b[0] }}`) names, as it was written in content. */
export function findWritten(template: TemplateText, scope: Scope): Value | undefined {
  if (!holdsTemplate(template.source)) return template.source;
  const path = namedPath(template);
  return path && findWrittenAt(path, scope);
}

/** What such a template names, be it content or not. */
export function findNamed(template: TemplateText, scope: Scope): Value | undefined {
  const path = namedPath(template);
  const found = path && findAt(path, scope);
  if (found === undefined || found.isShort) return undefined;
  return found.value instanceof TemplateText ? findNamed(found.value, scope) : found.value;
}

function namedPath({ source }: TemplateText): Value[] | undefined {
  const inner = /^\s*\{\{([^{}]*)\}\}\s*$/.exec(source)?.[1];
  return inner === undefined ? undefined : pathOf(inner);
}

/** The same for a variable's name and the keys behind it. */
export function findWrittenAt(path: readonly Value[], scope: Scope): Value | undefined {
  const found = findAt(path, scope);
  if (found === undefined || found.isShort) return undefined;
  if (found.value instanceof TemplateText) return findWritten(found.value, scope);
  return found.isWritten ? found.value : undefined;
}

/** What is found behind a name and keys. */
export interface Found {
  readonly value: Value;
  /** Whether it is text as it was written in content. */
  readonly isWritten: boolean;
  /** Whether the value is a template on the way, behind which only rendering can look. */
  readonly isShort: boolean;
}

/** What stands at a variable's name and the keys behind it. */
export function findAt([name, ...keys]: readonly Value[], scope: Scope): Found | undefined {
  const root = scope.find(String(name));
  if (root === undefined) return undefined;
  const isWritten = scope.isWritten?.(String(name)) ?? false;
  return keys.reduce<Found | undefined>((found, key) => found && step(found, key, scope), {
    value: root,
    isWritten,
    isShort: false,
  });
}

function step(found: Found, key: Value, scope: Scope): Found | undefined {
  const { value } = found;
  if (found.isShort) return found;
  const container = value instanceof TemplateText ? findWritten(value, scope) : value;
  if (container === undefined) return { ...found, isShort: true };
  return stepInto(container, key);
}

/** A member of a container. */
export function stepInto(container: Value, key: Value): Found | undefined {
  if (!isDict(container) && !isList(container)) return undefined;
  const place = isList(container) && typeof key === 'number' && key < 0 ? container.length + key : key;
  const member = isDict(container) ? container.get(key) : typeof place === 'number' ? container[place] : undefined;
  if (member === undefined) return undefined;
  return { value: member, isWritten: isTrusted(container, place, member), isShort: false };
}

function pathOf(text: string): Value[] | undefined {
  try {
    return keysOf(parseBareExpression(text));
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return undefined;
    throw error;
  }
}

/** The name and keys of an expression that is a variable or a member of one. */
export function keysOf(
  node: Expression,
  valueOf: (key: Expression) => Value | undefined = constantOf,
): Value[] | undefined {
  if (node.kind === 'name') return [node.name];
  if (node.kind !== 'attribute' && node.kind !== 'item') return undefined;
  const target = keysOf(node.target, valueOf);
  const key = target === undefined ? undefined : node.kind === 'attribute' ? node.name : valueOf(node.key);
  return target === undefined || key === undefined ? undefined : [...target, key];
}

function constantOf(node: Expression): Value | undefined {
  return node.kind === 'const' ? node.value : undefined;
}
