import { readSettings, type Settings } from '../json-schema/settings.js';
import { validate as check, type Findings } from '../json-schema/validate.js';
import { arg, defineAction, fail, type ActionResult, type Controller, type Conversation } from '../module-kit/index.js';
import { resultValue } from '../module-kit/result-value.js';
import { toRepr, toText } from '../values/repr.js';

export const validate = defineAction({
  name: 'ansible.utils.validate',
  summary: 'Check data by a JSON Schema.',
  args: {
    data: arg.raw({ required: true, doc: 'The data, or JSON text.' }),
    criteria: arg.raw({ required: true, doc: 'A schema or a list of them; one may be JSON text.' }),
    engine: arg.string({ default: 'ansible.utils.jsonschema', doc: 'What checks: nothing else is built in.' }),
  },
  withoutTarget: true,
  examples: ['ansible.utils.validate: { data: { port: 80 }, criteria: { required: [port] } }'],

  *run({ data, criteria, engine }, controller): Conversation<ActionResult> {
    const findings = check(data, criteria, settingsOf(engine, controller));
    if (findings.length === 0) return { result: { changed: false, msg: 'All checks passed.' } };
    const errors = typeof findings === 'string' ? findings : findings.map(resultValue);
    return { result: { changed: false, failed: true, msg: messageFor(findings), errors } };
  },
});

function messageFor(findings: Findings): string {
  const head = 'Validation errors were found.';
  if (typeof findings === 'string') return head;
  const lines = findings.map((found) => `At '${toText(found.get('schema_path'))}' ${toText(found.get('message'))}. `);
  return [head, ...lines].join('\n');
}

function settingsOf(engine: string, controller: Controller): Settings {
  const settings = readSettings(engine, {
    variable: (name) => controller.findVariable(name),
    // An environment variable that is not set and one that is empty are the same to the lookup.
    environment(name) {
      const found = controller.evaluate(`lookup('ansible.builtin.env', ${toRepr(name)})`);
      return found === '' ? undefined : found;
    },
  });
  return typeof settings === 'string' ? fail(settings) : settings;
}
