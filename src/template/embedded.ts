import { TemplateText, holdsTemplate } from '../values/value.js';
import type { Call, Expression } from './ast.js';
import type { Evaluate } from './compiled.js';

const lookups: ReadonlySet<string> = new Set(['lookup', 'query', 'q']);

/**
 * Constant arguments of lookups may hold templates themselves (`lookup('env', '{{ name }}')`): they are content of the
 * playbook, and Ansible renders them.
 */
export function embeddedArguments(call: Call, compile: (expression: Expression) => Evaluate): (expression: Expression) => Evaluate {
  const isLookup = call.callee.kind === 'name' && lookups.has(call.callee.name);
  if (!isLookup) return compile;
  const compileEmbedded = (expression: Expression): Evaluate => {
    if (expression.kind === 'const' && typeof expression.value === 'string' && holdsTemplate(expression.value)) {
      const { value, offset } = expression;
      return (frame) => frame.run.evaluation.wrap(new TemplateText(value, frame.run.source.positionOf(offset)));
    }
    return compile(expression);
  };
  return compileEmbedded;
}
