import { readSettings, type Settings } from '../json-schema/settings.js';
import { asList, validate } from '../json-schema/validate.js';
import type { Arguments, FilterDefinition, TemplateContext, TestDefinition } from '../template/plugins.js';
import { asElement } from '../template/runtime.js';
import { typeError } from '../values/python-error.js';
import { isTrue } from '../values/truth.js';
import { namedArguments, restArguments } from './arguments.js';
import { failure } from './failure.js';

const name = 'ansible.utils.validate';

const validateFilter: FilterDefinition = {
  name,
  rest: 'given',
  named: 'options',
  examples: [
    [`{{ {'port': 80} | ansible.utils.validate({'properties': {'port': {'maximum': 90}}}) }}`, []],
    [
      `{{ {'port': 80} | ansible.utils.validate({'required': ['host']}) | map(attribute='message') }}`,
      ["'host' is a required property"],
    ],
  ],
  apply(input, args, context) {
    const [criteria] = restArguments(args['given']);
    if (criteria === undefined)
      throw failure(
        `Missing either 'data' or 'criteria' value in filter input, refer '${name}' filter plugin documentation for details`,
      );
    return asList(validate(asElement(input), criteria, settingsOf(args, context)));
  },
};

const validateTest: TestDefinition = {
  name,
  rest: 'given',
  named: 'options',
  examples: [
    [`{{ 80 is ansible.utils.validate(criteria={'maximum': 90}) }}`, true],
    [`{{ 80 is ansible.utils.validate(criteria={'type': 'string'}) }}`, false],
  ],
  holds(input, args, context) {
    const criteria = namedArguments(args['options']).get('criteria');
    if (criteria === undefined || !isTrue(criteria))
      throw typeError(
        "argspec validation failed for validate test plugin with errors: ['missing required arguments: criteria']",
      );
    return asList(validate(asElement(input), criteria, settingsOf(args, context))).length === 0;
  },
};

function settingsOf(args: Arguments, { controller }: TemplateContext): Settings {
  const options = namedArguments(args['options']);
  const engine = options.get('engine');
  const settings = readSettings(isTrue(engine) ? engine : undefined, {
    argument: (option) => options.get(option),
    environment: (variable) => controller.environment(variable),
  });
  if (typeof settings !== 'string') return settings;
  throw failure(`validate lookup plugin failed with errors: ${settings}`);
}

export const validateFilters = [validateFilter] as const;

export const validateTests = [validateTest] as const;
