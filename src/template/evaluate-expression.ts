import type { Position } from '../base/position.js';
import { checkPlugins } from './check-plugins.js';
import { compileExpressionText } from './compile.js';
import type { Evaluation } from './evaluation.js';
import { Run } from './run.js';
import type { RuntimeValue } from './runtime.js';
import { SourceMap } from './source-map.js';

export interface ExpressionUse {
  readonly at: Position | undefined;
  readonly isCondition?: boolean;
}

/** Evaluates a bare expression. */
export function evaluateExpression(
  source: string,
  evaluation: Evaluation,
  { at, isCondition = false }: ExpressionUse,
): RuntimeValue {
  const compiled = compileExpressionText(source, at, isCondition);
  const map = new SourceMap(compiled.text, at);
  checkPlugins(compiled, evaluation.options.plugins, map);
  const run = new Run(evaluation, map);
  try {
    return compiled.evaluate(run.root);
  } catch (error) {
    throw run.place(error, 0);
  }
}
