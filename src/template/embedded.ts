import { TemplateText, holdsTemplate } from '../values/value.js';
import type { Call, Constant, Expression } from './ast.js';
import type { Evaluate } from './compiled.js';

/** The functions that call lookups. */
export const lookupNames: ReadonlySet<string> = new Set(['lookup', 'query', 'q']);

/**
 * The terms of a call of a lookup. Constants among them may hold templates (`lookup('env', '{{ name }}')`): they are content
 * of the playbook, and Ansible renders them. The lookup's own name, and options, are taken as they are.
 */
export function lookupTerms({ callee, args }: Call): ReadonlySet<Expression> {
  const isLookup = callee.kind === 'name' && lookupNames.has(callee.name);
  return new Set(isLookup ? args.positional.slice(1) : []);
}

/** A constant whose text holds a template, rendered when it is read; other constants as they are. */
export function compileEmbedded({ value, offset }: Constant, otherwise: Evaluate, help: string): Evaluate {
  if (typeof value !== 'string' || !holdsTemplate(value)) return otherwise;
  return (frame) => {
    const { evaluation, source } = frame.run;
    const at = source.positionOf(offset);
    evaluation.options.controller.warn(embeddedConstant, at, { help });
    return evaluation.wrap(new TemplateText(value, at));
  };
}

const embeddedConstant =
  'Jinja constant strings should not contain embedded templates. This feature will be disabled by default in ansible-core 2.23.';

/** How a lookup does without templates in its terms. */
export const inLookup =
  "Use inline expressions, for example: `msg: \"{{ lookup('env', '{{ a_var }}') }}\"` becomes `msg: \"{{ lookup('env', a_var) }}\"`";

/** How a condition does without templates in its constants. */
export const inCondition =
  'Use inline expressions, for example: `when: "{{ a_var }}" == 42` becomes `when: a_var == 42`';
