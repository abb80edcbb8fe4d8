import { ProvisionError } from '../../base/errors.js';
import type { Position } from '../../base/position.js';
import type { Controller } from '../../module-kit/index.js';
import { TemplateText, isDict, isList, type Value } from '../../values/value.js';

/** A value of which parts may be undefined, and what is wrong with those. */
export interface KnownParts {
  readonly value: Value;
  readonly problems: readonly string[];
}

/** The value of an expression; what is undefined in it is a text that says so. Throws other problems. `told` problems were numbered before. */
export function knownParts(
  expression: string,
  controller: Controller,
  { at, told = 0 }: { readonly at?: Position | undefined; readonly told?: number } = {},
): KnownParts {
  const problems: string[] = [];
  const written = controller.findWritten(new TemplateText(`{{ ${expression} }}`, undefined));
  const whole = (): Value => controller.evaluate(expression, at);
  return { value: partOf(written, whole, { controller, problems, told }), problems };
}

interface Walk {
  readonly controller: Controller;
  readonly problems: string[];
  readonly told: number;
}

/** Lists and mappings are rendered member by member, where they are written or a template names one. */
function partOf(written: Value | undefined, whole: () => Value, walk: Walk): Value {
  const { controller, problems, told } = walk;
  const inner = (member: Value): Value => partOf(writtenIn(member, controller), () => controller.render(member), walk);
  try {
    return whole();
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || thrown.code !== 'E0301') throw thrown;
    if (written !== undefined && isList(written)) return written.map(inner);
    if (written !== undefined && isDict(written))
      return new Map([...written].map(([key, member]) => [key, inner(member)]));
    const problem = `error ${told + problems.length + 1} - ${thrown.message}`;
    problems.push(problem);
    return `<< ${problem} >>`;
  }
}

/** What a member is, or, of a template, what it names. */
function writtenIn(member: Value, { findWritten }: Controller): Value | undefined {
  return member instanceof TemplateText ? findWritten(member) : member;
}
