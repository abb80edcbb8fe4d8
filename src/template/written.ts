import { isTrusted } from '../values/trust.js';
import { TemplateText, holdsTemplate, isDict, isList, type Value } from '../values/value.js';
import type { Expression } from './ast.js';
import { parseBareExpression } from './parser.js';
import type { Scope } from './templar.js';
import { TemplateSyntaxError } from './syntax-error.js';

/**
 * The value that a template of nothing but a variable (`{{ a.b[0] }}`) names, as it was written in content. Text from
 * there may be an expression of its own; text that a host returned or that was put together must never be run as one.
 */
export function findWritten(template: TemplateText, scope: Scope): Value | undefined {
  const { source } = template;
  if (!holdsTemplate(source)) return source;
  const inner = /^\s*\{\{([^{}]*)\}\}\s*$/.exec(source)?.[1];
  const path = inner === undefined ? undefined : pathOf(inner);
  return path && findWrittenAt(path, scope);
}

/** The same for a variable's name and the keys behind it. */
export function findWrittenAt([name, ...keys]: readonly Value[], scope: Scope): Value | undefined {
  const found = keys.reduce<Found | undefined>(step, rootOf(String(name), scope));
  if (found?.value instanceof TemplateText) return findWritten(found.value, scope);
  return found?.isWritten === true ? found.value : undefined;
}

interface Found {
  readonly value: Value;
  readonly isWritten: boolean;
}

function rootOf(name: string, scope: Scope): Found | undefined {
  const value = scope.find(name);
  return value === undefined ? undefined : { value, isWritten: scope.isWritten?.(name) ?? false };
}

function step(found: Found | undefined, key: Value): Found | undefined {
  const container = found?.value;
  if (!isDict(container) && !isList(container)) return undefined;
  const member = isDict(container) ? container.get(key) : typeof key === 'number' ? container[key] : undefined;
  return member === undefined ? undefined : { value: member, isWritten: isTrusted(container, key, member) };
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
export function keysOf(node: Expression): Value[] | undefined {
  if (node.kind === 'name') return [node.name];
  const target = node.kind === 'attribute' || node.kind === 'item' ? keysOf(node.target) : undefined;
  if (target === undefined) return undefined;
  if (node.kind === 'attribute') return [...target, node.name];
  return node.kind === 'item' && node.key.kind === 'const' ? [...target, node.key.value] : undefined;
}
