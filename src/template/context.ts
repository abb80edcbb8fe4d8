import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { isTrue } from '../values/truth.js';
import type { Value } from '../values/value.js';
import { getItem } from './access.js';
import { findPlugin } from './find-plugin.js';
import type { Frame } from './frame.js';
import { applyFilter, applyTest } from './plugin-call.js';
import type { RenderTextOptions, TemplateContext, TemplateController } from './plugins.js';
import { Undefined, type RuntimeValue } from './runtime.js';
import type { Offset } from './source.js';
import { finalize } from './finalize.js';
import { orElse } from './or-else.js';

/** What a plugin may use, for one call at one place of a template. */
export class CallContext implements TemplateContext {
  constructor(
    readonly frame: Frame,
    readonly offset: Offset,
  ) {}

  get at(): Position {
    return this.frame.run.source.positionOf(this.offset);
  }

  get run(): object {
    return this.frame.run;
  }

  get controller(): TemplateController {
    return this.frame.run.evaluation.options.controller;
  }

  find(name: string): RuntimeValue | undefined {
    return orElse(this.frame.findLocal(name), () => this.frame.run.evaluation.findVariable(name));
  }

  *variableNames(): Iterable<string> {
    yield* this.frame.localNames();
    yield* this.frame.run.evaluation.scope.names();
  }

  filter(
    name: string,
    input: RuntimeValue,
    args: readonly RuntimeValue[],
    named: ReadonlyMap<string, RuntimeValue>,
  ): RuntimeValue {
    const filter = findPlugin(this.frame.run.evaluation.options.plugins.filters, name);
    if (filter === undefined) throw new ProvisionError('E0304', `No filter named '${name}'.`);
    return applyFilter(filter, input, { args, named }, this);
  }

  test(name: string, input: RuntimeValue, args: readonly RuntimeValue[]): boolean {
    const test = findPlugin(this.frame.run.evaluation.options.plugins.tests, name);
    if (test === undefined) throw new ProvisionError('E0305', `No test named '${name}'.`);
    const answer = applyTest(test, input, { args, named: new Map() }, this);
    return answer instanceof Undefined ? answer.raise() : isTrue(answer);
  }

  getItem(value: RuntimeValue, key: Value): RuntimeValue {
    return getItem(value, key, () => this.at);
  }

  render(value: Value): Value {
    return finalize(this.frame.run.evaluation.wrap(value));
  }

  renderText(source: string, options: RenderTextOptions = {}): Value {
    return this.frame.run.evaluation.renderText(source, options);
  }
}
