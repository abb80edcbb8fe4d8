import { ProvisionError } from '../base/errors.js';
import { formatPosition, type Position } from '../base/position.js';
import { PythonError } from '../values/python-error.js';
import { isTrue } from '../values/truth.js';
import { typeName } from '../values/type-name.js';
import { TemplateText, UnsafeText, holdsTemplate, isList, type Value } from '../values/value.js';
import { evaluateExpression } from './evaluate-expression.js';
import type { Evaluation } from './evaluation.js';
import { finalize } from './finalize.js';
import { omit } from './omit.js';
import { untrusted } from './untrusted.js';
import { isPassedOn } from './written-text.js';
import { Undefined, UndefinedUse, type RuntimeValue } from './runtime.js';

/** Whether a condition holds: a boolean, an expression, or a list of which all must hold. */
export function testCondition(condition: Value, evaluation: Evaluation, at: Position | undefined): boolean {
  if (isList(condition)) return condition.every((part) => testCondition(part, evaluation, at));
  if (typeof condition === 'boolean') return condition;
  if (typeof condition === 'string') return testExpression(condition, evaluation, at);
  if (condition instanceof TemplateText) return testExpression(condition.source, evaluation, condition.at ?? at);
  if (condition instanceof UnsafeText) throw untrusted(condition.at ?? at);
  if (evaluation.options.strictConditions)
    throw new ProvisionError('E0308', 'Conditional expressions must be strings.', { at, hint: brokenRule });
  return decide(condition, evaluation, at);
}

function testExpression(source: string, evaluation: Evaluation, at: Position | undefined): boolean {
  if (source.trim() === '') return testEmpty(evaluation, at);
  const value = isTemplate(source, evaluation.options.strictConditions)
    ? evaluateTemplate(source, evaluation, at)
    : evaluateChecked(source, evaluation, at);
  return decide(value, evaluation, at);
}

/** Before 2.19 an empty condition held. */
function testEmpty({ options }: Evaluation, at: Position | undefined): boolean {
  if (options.strictConditions) throw emptyCondition(at);
  if (options.allowsBrokenConditions === true)
    options.controller.deprecate?.({ ...allowed, message: 'Empty conditional expression was evaluated as True.' }, at);
  return true;
}

function emptyCondition(at: Position | undefined): ProvisionError {
  return new ProvisionError('E0308', 'Empty conditional expressions are not allowed.', { at, hint: brokenRule });
}

/** What may be done about conditions that are no booleans. */
export const brokenRule =
  'Broken conditionals can be temporarily allowed with the `ALLOW_BROKEN_CONDITIONALS` configuration option.';

/** What is told of conditions that the setting lets pass. */
const allowed = {
  version: '2.23',
  help: 'Broken conditionals are currently allowed because the `ALLOW_BROKEN_CONDITIONALS` configuration option is enabled.',
};

/** Old content puts the whole condition in braces, though it is an expression already. */
function isTemplate(source: string, isStrict: boolean): boolean {
  const text = source.trim();
  const begins = holdsTemplate(text.slice(0, 2));
  return begins && (!isStrict || text.endsWith('}'));
}

/** What 2.19 tells of a condition in braces, other than one that is the name of a condition. */
const bracedCondition = {
  message: 'Conditionals should not be surrounded by templating delimiters such as {{ }} or {% %}.',
  version: '2.23',
};

function evaluateTemplate(source: string, evaluation: Evaluation, at: Position | undefined): RuntimeValue {
  const template = new TemplateText(source.trim(), at);
  const value = finalize(used(() => evaluation.renderTemplate(template)));
  if (typeof value !== 'string' || value.trim() === '') {
    evaluation.options.controller.deprecate?.(bracedCondition, at);
    if (value === '' && evaluation.options.strictConditions) throw emptyCondition(at);
    return value;
  }
  if (!evaluation.options.strictConditions || isPassedOn(value, template, evaluation))
    return evaluateChecked(value, evaluation, at);
  throw untrusted(at);
}

function evaluateChecked(source: string, evaluation: Evaluation, at: Position | undefined): RuntimeValue {
  return used(() => evaluateExpression(source, evaluation, { at, isCondition: true }));
}

/** The value; undefined ones say that it was in a condition. */
function used(evaluate: () => RuntimeValue): RuntimeValue {
  try {
    const value = evaluate();
    return value instanceof Undefined ? value.raise() : value;
  } catch (error) {
    if (!(error instanceof UndefinedUse)) throw error;
    const message = `Error while evaluating conditional: ${error.message}`;
    throw new ProvisionError('E0301', message, { at: error.at, hint: error.hint, cause: error });
  }
}

/** A boolean decides; anything else only by its truth, with a warning, unless conditions are strict. */
function decide(value: RuntimeValue, { options }: Evaluation, at: Position | undefined): boolean {
  if (typeof value === 'boolean') return value;
  if (value === omit) throw new PythonError('AnsibleValueOmittedError', 'A template was resolved to an Omit scalar.');
  const truth = isTrue(value);
  const place = at === undefined ? '<unknown>' : formatPosition(at);
  const origin = `Conditional result (${truth ? 'True' : 'False'}) was derived from value of type '${typeName(value)}' at '${place}'.`;
  const message = `${origin} Conditionals must have a boolean result.`;
  if (options.strictConditions) throw new ProvisionError('E0308', message, { at, hint: brokenRule });
  if (options.allowsBrokenConditions === true) options.controller.deprecate?.({ ...allowed, message }, at);
  else options.controller.warn(message, at);
  return truth;
}
