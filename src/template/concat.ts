import { toText } from '../values/repr.js';
import { finalizeForText } from './finalize.js';
import { omit } from './omit.js';
import { Undefined, type RuntimeValue } from './runtime.js';

/**
 * What a template's output amounts to: nothing is none, one value is itself, several are joined as text.
 * An undefined value makes the whole undefined.
 */
export function concatenate(nodes: readonly RuntimeValue[]): RuntimeValue {
  const broken = nodes.find((node) => node instanceof Undefined);
  if (broken !== undefined) return broken;
  if (nodes.length <= 1) return nodes[0] ?? null;
  const printed = nodes.filter((node) => node !== null && node !== omit);
  if (printed.length <= 1) return printed[0] ?? null;
  return printed.map((node) => (typeof node === 'string' ? node : toText(finalizeForText(node)))).join('');
}
