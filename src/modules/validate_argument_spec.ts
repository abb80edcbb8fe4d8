import { arg, defineAction, type ActionResult, type Controller, type Conversation } from '../module-kit/index.js';
import { resultObject } from '../module-kit/result-value.js';
import { toText } from '../values/repr.js';
import type { Dict, Value } from '../values/value.js';
import { validateArguments } from './argument-spec/validate.js';

export const validateArgumentSpec = defineAction({
  name: 'ansible.builtin.validate_argument_spec',
  summary: "Check variables by a role's argument specification.",
  args: {
    argument_spec: arg.dict({ required: true, doc: 'What each argument may be, as in meta/argument_specs.yml.' }),
    provided_arguments: arg.dict({
      default: new Map(),
      doc: 'Values to check; variables of the same names are checked too.',
    }),
    validate_args_context: arg.dict({ default: new Map(), doc: 'What is being checked, for the result.' }),
  },
  withoutTarget: true,
  examples: ['validate_argument_spec: { argument_spec: { port: { type: int, required: true } } }'],

  *run({ argument_spec, provided_arguments, validate_args_context }, controller): Conversation<ActionResult> {
    const context = { validate_args_context: resultObject(validate_args_context) };
    const given = new Map([...variablesOf(argument_spec, controller), ...provided_arguments]);
    const problems = validateArguments(new Map(argument_spec), given);
    if (problems.length > 0) {
      const msg = ['Validation of arguments failed:', ...problems].join('\n');
      const argument_spec_data = resultObject(argument_spec);
      return {
        result: { changed: false, failed: true, msg, ...context, argument_errors: problems, argument_spec_data },
      };
    }
    return { result: { changed: false, msg: 'The arg spec validation passed', ...context } };
  },
});

/** The variables that are named as the arguments are. */
function variablesOf(spec: ReadonlyMap<Value, Value>, controller: Controller): Dict {
  const found: Dict = new Map();
  for (const name of spec.keys()) {
    const value = controller.findVariable(toText(name));
    if (value !== undefined) found.set(name, value);
  }
  return found;
}
