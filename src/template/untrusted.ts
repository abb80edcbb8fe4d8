import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { holdsTemplate, isDict, isList, type Value } from '../values/value.js';
import type { TemplateController } from './plugins.js';

/** The switch by which ansible-core tells of texts that look like templates and are not rendered, because nobody wrote them. */
const behaviourVariable = '_ANSIBLE_TEMPLAR_UNTRUSTED_TEMPLATE_BEHAVIOR';

/** The rule that running such text would break. */
export const trustRule =
  'Templates and expressions must be defined by trusted sources such as playbooks or roles, not untrusted sources such as module results.';

/** What is said of text that is to be run, though it comes from a host, a lookup or a template, or is `!unsafe`. */
export function untrusted(at: Position | undefined): ProvisionError {
  return new ProvisionError('E0308', 'Encountered untrusted template or expression.', {
    at,
    hint: trustRule,
  });
}

/** Warns, where that is wanted, of a result that still holds templates: they came from a host, a file or a program. */
export function watchUntrusted(
  value: Value,
  at: Position | undefined,
  controller: Pick<TemplateController, 'environment' | 'warn'>,
): Value {
  if (controller.environment(behaviourVariable) === 'warning' && looksLikeTemplate(value))
    controller.warn('Encountered untrusted template or expression.', at);
  return value;
}

function looksLikeTemplate(value: Value): boolean {
  if (typeof value === 'string') return holdsTemplate(value);
  if (isList(value)) return value.some(looksLikeTemplate);
  return isDict(value) && [...value.values()].some(looksLikeTemplate);
}
