import { TemplateText, UnsafeText, VaultText, isDict, isList, type Value } from '../values/value.js';
import type { Expression } from './ast.js';
import type { Evaluate } from './compiled.js';
import type { Frame } from './frame.js';
import type { RuntimeValue } from './runtime.js';
import type { Scope } from './templar.js';
import { isPassedOnBy } from './written-text.js';
import { findWrittenAt, keysOf } from './written.js';

/** Finds a value as it was written, before anything renders or decrypts it. */
type FindWritten = (frame: Frame) => Value | undefined;

const tagReaders: ReadonlySet<string> = new Set([
  'ansible._protomatter.tagged',
  'ansible._protomatter.tagged_with',
  'ansible._protomatter.tag_names',
]);

const takers: ReadonlySet<string> = new Set(['vault_encrypted', 'unvault', ...tagReaders]);

/** Whether a filter or test works on encrypted values without decrypting them. */
export function mayTakeVaultText(plugin: string): boolean {
  return takers.has(plugin.replace(/^ansible\.builtin\./, ''));
}

/**
 * The `!vault` scalar that an expression names (a variable, or a member of one), still encrypted: for the few plugins
 * that ask about the encryption itself.
 */
export function compileVaultText(node: Expression): (frame: Frame) => VaultText | undefined {
  const find = compileWritten(node);
  return (frame) => {
    const written = find?.(frame);
    return written instanceof VaultText ? written : undefined;
  };
}

/** Whether a filter or test asks whether a text is trusted. */
export function readsTags(plugin: string): boolean {
  return tagReaders.has(plugin);
}

/** Whether a filter or test looks at what `apply_trust` did to its input. */
export function readsTrust(plugin: string): boolean {
  return readsTags(plugin) || /^(?:ansible\.builtin\.)?from_json$/.test(plugin);
}

/** Text that the filter `apply_trust` gave, as trusted text: for the few plugins that ask. */
export function compileTrusted(node: Expression, evaluate: Evaluate): Evaluate {
  if (node.kind !== 'filter' || node.name !== 'ansible._protomatter.apply_trust') return evaluate;
  return (frame) => {
    const text = evaluate(frame);
    return typeof text === 'string' ? new TemplateText(text, undefined) : text;
  };
}

/** The text that an expression gives, when it was written in content: trusted text as a template, `!unsafe` as it is. */
export function compileTaggedText(
  node: Expression,
  evaluate: Evaluate,
): (frame: Frame) => TemplateText | UnsafeText | undefined {
  const path = keysOf(node);
  return (frame) => {
    const { options, scope } = frame.run.evaluation;
    const find = (name: string): Value | undefined =>
      frame.findLocal(name) === undefined ? scope.find(name) : undefined;
    const seen: Scope = {
      ...scope,
      find,
      names: () => scope.names(),
      isWritten: (name) => scope.isWritten?.(name) ?? false,
    };
    const written = path && findWrittenAt(path, seen);
    if (written instanceof UnsafeText) return written;
    const text = evaluate(frame);
    const wrap = (value: Value): RuntimeValue => frame.run.evaluation.wrap(value);
    const isWritten = typeof text === 'string' && isPassedOnBy(text, node, { options, scope: seen, wrap });
    return isWritten ? new TemplateText(text, undefined) : undefined;
  };
}

function compileWritten(node: Expression): FindWritten | undefined {
  switch (node.kind) {
    case 'name':
      return (frame) =>
        frame.findLocal(node.name) === undefined ? frame.run.evaluation.scope.find(node.name) : undefined;
    case 'attribute':
      return memberOf(compileWritten(node.target), node.name);
    case 'item':
      return node.key.kind === 'const' ? memberOf(compileWritten(node.target), node.key.value) : undefined;
    default:
      return undefined;
  }
}

function memberOf(target: FindWritten | undefined, key: Value): FindWritten | undefined {
  return (
    target &&
    ((frame) => {
      const container = target(frame);
      if (isDict(container)) return container.get(key);
      return isList(container) && typeof key === 'number' ? container[key] : undefined;
    })
  );
}
