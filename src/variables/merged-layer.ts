import { mergeDeep } from '../inventory/merge-variables.js';
import { isDict, type Value } from '../values/value.js';
import { lazyLayer } from './lazy-layer.js';
import type { Layer } from './scope.js';

/** Layers, the strongest first, as one in which dicts of the same name are merged (`hash_behaviour=merge`). */
export function mergedLayer(layers: readonly Layer[]): Layer {
  return lazyLayer({ find: (name) => mergedValue(name, layers), keys: () => namesOf(layers) });
}

function mergedValue(name: string, layers: readonly Layer[]): Value | undefined {
  let merged: Value | undefined;
  for (const layer of layers) {
    const value = layer.get(name);
    if (value === undefined) continue;
    if (merged === undefined) merged = value;
    // What is no dict hides everything below it.
    else if (isDict(value)) merged = mergeDeep(value, merged);
    else break;
    if (!isDict(merged)) break;
  }
  return merged;
}

function namesOf(layers: readonly Layer[]): ReadonlySet<string> {
  return new Set(layers.flatMap((layer) => [...layer.keys()]));
}
