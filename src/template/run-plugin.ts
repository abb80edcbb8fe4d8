import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import type { CallArguments } from './call-arguments.js';
import type { CallContext } from './context.js';
import { findPlugin } from './find-plugin.js';
import { applyFilter, applyTest } from './plugin-call.js';
import type { RuntimeValue } from './runtime.js';

/** Applies the filter of that name. */
export function runFilter(name: string, input: RuntimeValue, call: CallArguments, context: CallContext): RuntimeValue {
  const { filters } = context.frame.run.evaluation.options.plugins;
  const filter = findPlugin(filters, name);
  if (filter !== undefined) return applyFilter(filter, input, call, context);
  throw unknownWhileRunning('filter', name, { known: filters, context });
}

/** Asks the test of that name. */
export function runTest(name: string, input: RuntimeValue, call: CallArguments, context: CallContext): RuntimeValue {
  const { tests } = context.frame.run.evaluation.options.plugins;
  const test = findPlugin(tests, name);
  if (test !== undefined) return applyTest(test, input, call, context);
  throw unknownWhileRunning('test', name, { known: tests, context });
}

interface Missing {
  readonly known: ReadonlyMap<string, unknown>;
  readonly context: CallContext;
}

/** In a condition's branch a missing plugin is noticed only when the branch runs. */
function unknownWhileRunning(kind: 'filter' | 'test', name: string, { known, context }: Missing): ProvisionError {
  const message = `Error rendering template: No ${kind} named '${name}' found.`;
  return new ProvisionError(kind === 'filter' ? 'E0304' : 'E0305', message, {
    at: context.at,
    hint: didYouMean(name, known.keys()),
  });
}
