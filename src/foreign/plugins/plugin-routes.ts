import { existsSync, readFileSync, statSync } from 'node:fs';
import { ProvisionError } from '../../base/errors.js';
import type { Deprecation } from '../../events/event.js';
import { pluginRouting, type RoutingSource } from '../../playbook/collection-routing.js';
import type { PluginKind } from './plugin-files.js';

export interface PluginRouteOptions {
  /** Directories that hold `ansible_collections`; the first one that has the collection counts. */
  readonly collections: readonly string[];
  /** Told of what will go. */
  deprecate(deprecation: Deprecation): void;
}

/**
 * The name that a filter, test or lookup goes by now, as the `meta/runtime.yml` of its collection says; its own name when
 * nothing is said. Throws E0304, E0305 or E0306 for what is gone, and for redirects in a circle.
 */
export function routedPlugin(kind: PluginKind, name: string, options: PluginRouteOptions): string {
  const seen = new Set<string>();
  for (let current = name; ;) {
    if (seen.has(current)) throw failedToLoad(kind, name, `recursive collection redirect found for '${name}'`);
    seen.add(current);
    const next = nextName(kind, current, options);
    if (next === undefined) return current;
    current = next;
  }
}

/** The error for a plug-in that is there, but cannot be used. */
export function failedToLoad(kind: PluginKind, name: string, reason: string): ProvisionError {
  return new ProvisionError(pluginCodes[kind], `The ${kind} plugin '${name}' failed to load: ${reason}`);
}

/** What is told of a plug-in that is not there. */
export const pluginCodes = { filter: 'E0304', test: 'E0305', lookup: 'E0306' } as const;

function nextName(kind: PluginKind, name: string, { collections, deprecate }: PluginRouteOptions): string | undefined {
  if (name.split('.').length < 3) return undefined;
  const source = { directory: '/', reader: { ...disk, collectionPaths: collections } };
  const { redirect, tombstone, deprecation } = pluginRouting(kind, name, source);
  if (tombstone !== undefined) throw failedToLoad(kind, name, `The '${name}' ${kind} plugin ${tombstone}`);
  const title = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)} "${name}"`;
  if (deprecation !== undefined) deprecate({ ...deprecation, message: `${title} ${deprecation.message}` });
  return redirect;
}

const disk: Omit<RoutingSource['reader'], 'collectionPaths'> = {
  readText,
  exists: existsSync,
  isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  duplicateKeys: 'ignore',
  warn: () => undefined,
  deprecate: () => undefined,
};

/** One function for all: what is parsed is remembered by it. */
function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
