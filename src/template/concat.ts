import { toText } from '../values/repr.js';
import { finalizeForText } from './finalize.js';
import { omit } from './omit.js';
import { Undefined, type RuntimeValue } from './runtime.js';
import { TemplateModule } from './template-module.js';

/**
 * What a template's output amounts to: nothing is none, one value is itself, several are joined as text.
 * An undefined value makes the whole undefined.
 */
export function concatenate(output: readonly RuntimeValue[]): RuntimeValue {
  const nodes = output.flatMap((node) => (node instanceof TemplateModule ? [...node.printed] : [node]));
  for (const node of nodes) if (node instanceof Undefined) return node;
  if (nodes.length <= 1) return nodes[0] ?? null;
  const printed = nodes.filter((node) => node !== null && node !== omit);
  if (printed.length <= 1) return printed[0] ?? null;
  let text = '';
  for (const node of printed) text += typeof node === 'string' ? node : toText(finalizeForText(node));
  return text;
}
