import { ProvisionError } from '../../base/errors.js';
import { arg, defineAction, type ActionResult, type Controller, type Conversation } from '../../module-kit/index.js';
import { resultValue } from '../../module-kit/result-value.js';
import { isList, plainText, TemplateText, type Value } from '../../values/value.js';
import { toText } from '../../values/repr.js';
import { knownParts, type KnownParts } from './known-parts.js';

/** ansible-core's own `debug` for its tests: expressions, each by itself, whatever is wrong with another. */
export const debugExpressions = defineAction({
  name: 'ansible._protomatter.debug',
  summary: 'Show the values of expressions, and what is wrong with those that have none.',
  args: { expression: arg.raw({ required: true, doc: 'An expression, without braces, or a list of them.' }) },
  unrendered: ['expression'],
  withoutTarget: true,
  examples: ['ansible._protomatter.debug: { expression: [inventory_hostname, "1 + 1"] }'],

  *run({ expression }, controller): Conversation<ActionResult> {
    const values: Value[] = [];
    const problems: (readonly string[])[] = [];
    for (const each of isList(expression) ? expression : [expression]) {
      const parts = partsOf(sourceOf(each), controller, problems.flat().length);
      values.push(parts.value);
      if (parts.problems.length > 0) problems.push(parts.problems);
    }
    const warnings = problems.length === 0 ? {} : { warnings: problems.map(warning) };
    return { result: { expression_result: resultValue(values), changed: false, ...warnings }, display: 'always' };
  },
});

function sourceOf(expression: Value): string {
  return expression instanceof TemplateText ? expression.source : toText(plainText(expression));
}

/** Where not even a part has a value, what is wrong stands for the whole. A result that is left out is refused. */
function partsOf(expression: string, controller: Controller, told: number): KnownParts {
  try {
    return knownParts(expression, controller, { told });
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || thrown.code === 'E0310') throw thrown;
    const problem = `error ${told + 1} - ${thrown.message}`;
    return { value: `<< ${problem} >>`, problems: [problem] };
  }
}

function warning(problems: readonly string[]): string {
  const errors = problems.length === 1 ? 'error' : 'errors';
  return [`Encountered ${problems.length} template ${errors}.`, ...problems].join('\n');
}
