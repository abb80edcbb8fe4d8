import { VaultText, isDict, isList, type Value } from '../values/value.js';
import type { Expression } from './ast.js';
import type { Frame } from './frame.js';

/** Finds a value as it was written, before anything renders or decrypts it. */
type FindWritten = (frame: Frame) => Value | undefined;

const takers: ReadonlySet<string> = new Set([
  'vault_encrypted',
  'unvault',
  'ansible._protomatter.tagged_with',
  'ansible._protomatter.tag_names',
]);

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
