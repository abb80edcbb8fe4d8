import type { Frame } from './frame.js';
import type { RuntimeValue } from './runtime.js';
import type { SourceMap } from './source-map.js';
import type { Offset } from './source.js';

/** An expression, compiled. */
export type Evaluate = (frame: Frame) => RuntimeValue;

/** How a statement ended, when not in the usual way. */
export type Signal = 'break' | 'continue' | undefined;

/** A statement, compiled: adds what it prints to `out`. */
export type Execute = (frame: Frame, out: RuntimeValue[]) => Signal;

export interface CompiledBlock {
  readonly name: string;
  readonly required: boolean;
  readonly scoped: boolean;
  readonly execute: Execute;
}

/** A filter or test that a template names outside of any condition, so that it must exist before the template runs. */
export interface PluginUse {
  readonly kind: 'filter' | 'test';
  readonly name: string;
  readonly offset: Offset;
}

export interface CompiledTemplate {
  /** The normalised text that offsets refer to. */
  readonly text: string;
  readonly execute: Execute;
  readonly blocks: ReadonlyMap<string, CompiledBlock>;
  readonly plugins: readonly PluginUse[];
  /** Those inside of conditions, which are looked up when they are used. */
  readonly conditionalPlugins: readonly PluginUse[];
}

/** A template file: its code and where it is. */
export interface LoadedTemplate {
  readonly compiled: CompiledTemplate;
  readonly source: SourceMap;
}

export interface CompiledExpression {
  readonly text: string;
  readonly evaluate: Evaluate;
  readonly plugins: readonly PluginUse[];
  readonly conditionalPlugins: readonly PluginUse[];
}
