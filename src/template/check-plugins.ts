import type { CompiledTemplate, PluginUse } from './compiled.js';
import { findPlugin, unknownPlugin } from './find-plugin.js';
import type { Plugins } from './plugins.js';
import type { SourceMap } from './source-map.js';

const checked = new WeakMap<readonly PluginUse[], Plugins>();

/** Refuses a template that names unknown filters or tests outside of conditions, before it prints anything. */
export function checkPlugins(
  { plugins: uses }: Pick<CompiledTemplate, 'plugins'>,
  plugins: Plugins,
  source: SourceMap,
): void {
  if (uses.length === 0 || checked.get(uses) === plugins) return;
  for (const use of uses) {
    const known: ReadonlyMap<string, unknown> = use.kind === 'filter' ? plugins.filters : plugins.tests;
    if (findPlugin(known, use.name) === undefined)
      throw unknownPlugin(use.kind, use.name, known, source.positionOf(use.offset));
  }
  checked.set(uses, plugins);
}
