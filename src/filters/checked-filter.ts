import type { FilterDefinition, TemplateContext } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import type { Value } from '../values/value.js';
import { namedArguments, restArguments, runtimeList } from './arguments.js';
import { checkedArguments, type CheckedArguments, type CheckedParameter } from './checked-arguments.js';

/** A filter of `ansible.utils` that checks its arguments itself. */
export interface CheckedFilter {
  readonly name: string;
  /** The first one is the input. */
  readonly parameters: readonly CheckedParameter[];
  readonly examples: NonNullable<FilterDefinition['examples']>;
  apply(args: CheckedArguments, context: TemplateContext): RuntimeValue;
}

/** The filter as the table of filters has it. The input may also be given by name, as the lookup of that name takes it. */
export function checkedFilter({ name, parameters, examples, apply }: CheckedFilter): FilterDefinition {
  return {
    ...{ name, rest: 'rest', named: 'named', examples },
    apply(input, { rest, named }, context) {
      const positional: Value[] = [...runtimeList([input]), ...restArguments(rest)];
      return apply(checkedArguments(parameters, positional, namedArguments(named)), context);
    },
  };
}
