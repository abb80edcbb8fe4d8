import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { TemplateText, type Value } from '../values/value.js';
import { evaluateExpression } from './evaluate-expression.js';
import { Evaluation, type Memory } from './evaluation.js';
import { finalize } from './finalize.js';
import { PythonError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { probe } from './probe.js';
import type { RenderTextOptions } from './plugins.js';
import type { Scope, Templar, TemplarOptions } from './templar.js';
import { testCondition } from './conditions.js';
import { isTrusted } from '../values/trust.js';
import { watchUntrusted } from './untrusted.js';
import { findWritten } from './written.js';
import { isPassedOn, trustPassedOn } from './written-text.js';
import { orElse } from './or-else.js';

/** A templar for one scope. */
export function createTemplar(options: TemplarOptions, scope: Scope): Templar {
  const memory: Memory = { leaves: new Map(), active: new Set() };
  const evaluation = (): Evaluation => new Evaluation(options, scope, memory);
  const watch = (value: Value, at: Position | undefined): Value => watchUntrusted(value, at, options.controller);
  return {
    render: (value, at) =>
      watch(
        located(positionFor(value, at), () => finalize(evaluation().wrap(value))),
        positionFor(value, at),
      ),
    renderText: (source, textOptions) => renderedText(evaluation(), source, textOptions ?? {}),
    evaluate: (expression, at) =>
      watch(
        located(at, () => finalize(evaluateExpression(expression, evaluation(), { at }))),
        at,
      ),
    findWritten: (template) => findWritten(template, scope),
    isPassedOn: (text, by) => isPassedOn(text, by, evaluation()),
    trustPassedOn: (made, by) => trustPassedOn(made, by, evaluation()),
    isWritten: (name) => isWritten(name, evaluation()),
    find: (name) => {
      const value = scope.find(name);
      return isPlain(value) ? value : located(positionFor(value, undefined), () => finalize(evaluation().wrap(value)));
    },
    test: (condition, at) => located(at, () => testCondition(condition, evaluation(), at)),
    probe: (text, looking) =>
      probe(text, {
        ...looking,
        evaluation: (variables) => new Evaluation(options, layered(scope, variables), memory),
      }),
    warn: (message, at, details) => options.controller.warn(message, at, details),
    with: (variables) => createTemplar(options, layered(scope, variables)),
  };
}

/** What stays as it is when it is rendered: text with a template in it is of another kind. */
function isPlain(value: Value | undefined): value is string | boolean | undefined {
  return value === undefined || typeof value === 'string' || typeof value === 'boolean';
}

function isWritten(name: string, evaluation: Evaluation): boolean {
  const value = evaluation.scope.find(name);
  if (!(value instanceof TemplateText)) return evaluation.scope.isWritten?.(name) ?? false;
  const text = evaluation.wrap(value);
  return typeof text === 'string' && isPassedOn(text, value, evaluation);
}

function renderedText(evaluation: Evaluation, source: string, options: RenderTextOptions): string {
  const at = options.file === undefined ? undefined : { file: options.file, line: 1, column: 1 };
  return located(at, () => toText(evaluation.renderText(source, { ...options, native: false })));
}

function positionFor(value: Value, at: Position | undefined): Position | undefined {
  return value instanceof TemplateText ? (value.at ?? at) : at;
}

/** Errors of Python's kind that no expression's place explains get the value's. */
function located<T>(at: Position | undefined, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    if (error.type === 'AnsibleValueOmittedError')
      throw new ProvisionError('E0310', error.message, { at, cause: error });
    throw new ProvisionError('E0303', `Error rendering template: ${error.message}`, { at, cause: error });
  }
}

function layered(scope: Scope, variables: ReadonlyMap<string, Value>): Scope {
  return {
    find: (name) => orElse(variables.get(name), () => scope.find(name)),
    isWritten: (name) =>
      variables.has(name) ? isTrusted(variables, name, variables.get(name)) : (scope.isWritten?.(name) ?? false),
    names: function* () {
      yield* variables.keys();
      yield* scope.names();
    },
  };
}
