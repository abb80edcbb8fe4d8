import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { compileExpressionText, compileTemplate } from './compile.js';
import type { CompiledExpression, CompiledTemplate, PluginUse } from './compiled.js';
import { findPlugin, unknownPlugin } from './find-plugin.js';
import type { Plugins } from './plugins.js';
import { SourceMap } from './source-map.js';
import { defaultSyntax, valueSyntax } from './source.js';

/** What kind of text is checked: a value in YAML, a template file, or a bare expression as in conditions. */
export type CheckedText = 'value' | 'file' | 'expression';

/** What is wrong with a template whatever its variables are: its syntax, and filters and tests that do not exist. */
export function checkTemplate(
  source: string,
  plugins: Plugins,
  at: Position | undefined,
  text: CheckedText = 'value',
): ProvisionError[] {
  try {
    return unknownPlugins(compile(source, at, text), plugins, at);
  } catch (error) {
    if (error instanceof ProvisionError) return [error];
    throw error;
  }
}

function compile(source: string, at: Position | undefined, text: CheckedText): CompiledTemplate | CompiledExpression {
  if (text === 'expression') return compileExpressionText(source, at);
  return compileTemplate(source, text === 'value' ? valueSyntax : defaultSyntax, at);
}

function unknownPlugins(
  compiled: CompiledTemplate | CompiledExpression,
  plugins: Plugins,
  at: Position | undefined,
): ProvisionError[] {
  const map = new SourceMap(compiled.text, at);
  const known = (use: PluginUse): ReadonlyMap<string, unknown> =>
    use.kind === 'filter' ? plugins.filters : plugins.tests;
  return [...compiled.plugins, ...compiled.conditionalPlugins]
    .filter((use) => findPlugin(known(use), use.name) === undefined)
    .map((use) => unknownPlugin(use.kind, use.name, known(use), map.positionOf(use.offset)));
}
