import { readSettings, type Settings } from '../json-schema/settings.js';
import { asList, validate as check } from '../json-schema/validate.js';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { asElement } from '../template/runtime.js';
import { isTrue } from '../values/truth.js';
import { lookupFailure, type LookupOptions } from './arguments.js';

export const validate: LookupDefinition = {
  name: 'ansible.utils.validate',
  options: ['*'],
  run([data, criteria], options, context) {
    if (data === undefined || criteria === undefined)
      throw lookupFailure(
        "missing either 'data' or 'criteria' value in lookup input, refer ansible.utils.validate lookup plugin documentation for details",
      );
    return asList(check(data, criteria, settingsOf(options, context)));
  },
};

function settingsOf(options: LookupOptions, context: TemplateContext): Settings {
  const engine = options.get('engine');
  const settings = readSettings(isTrue(engine) ? engine : undefined, {
    argument: (option) => options.get(option),
    variable(variable) {
      const found = context.find(variable);
      return found === undefined ? undefined : asElement(found);
    },
    environment: (variable) => context.controller.environment(variable),
  });
  if (typeof settings !== 'string') return settings;
  throw lookupFailure(`validate lookup plugin failed with errors: ${settings}`);
}
