import type { Position } from '../base/position.js';
import { placeOfVariable } from '../inventory/variable-places.js';
import type { Scope } from '../template/templar.js';
import { positionOf, positionOfKey } from '../values/origin.js';
import { isTrusted } from '../values/trust.js';
import { UnsafeText, type Dict, type Value } from '../values/value.js';
import { lazyLayer } from './lazy-layer.js';

/** Variables of one level of precedence: by name, looked at only when asked for. */
export type Layer = ReadonlyMap<string, Value>;

/** Layers put together from content. Those read from one file know their place themselves. */
const writtenLayers = new WeakSet<Layer>();

/** Says that all text of a layer comes from content. */
export function asWritten(layer: Layer): Layer {
  writtenLayers.add(layer);
  return layer;
}

/** A scope over layers, the strongest first. */
export class LayeredScope implements Scope {
  readonly #layers: readonly Layer[];

  constructor(layers: readonly Layer[]) {
    // The size of a layer that makes its variables when they are read is dear.
    this.#layers = layers.filter((layer) => Object.getPrototypeOf(layer) !== Map.prototype || layer.size > 0);
  }

  find(name: string): Value | undefined {
    for (const layer of this.#layers) {
      const value = layer.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  isWritten(name: string): boolean {
    const layer = this.#layers.find((candidate) => candidate.get(name) !== undefined);
    if (layer === undefined) return false;
    const value = layer.get(name);
    return writtenLayers.has(layer) ? !(value instanceof UnsafeText) : isTrusted(layer, name, value);
  }

  /** Where the variable that is found is written, as far as its layer knows. */
  placeOf(name: string): Position | undefined {
    const layer = this.#layers.find((candidate) => candidate.get(name) !== undefined);
    if (layer === undefined) return undefined;
    return (
      placeOfVariable(layer, name) ??
      positionOfKey(layer as ReadonlyMap<Value, Value> as Dict, name) ??
      positionOf(layer.get(name))
    );
  }

  /** The scope as one layer of another. */
  asLayer(): Layer {
    return lazyLayer({
      find: (name) => this.find(name),
      keys: () => this.names(),
      isWritten: (name) => this.isWritten(name),
    });
  }

  *names(): Iterable<string> {
    const seen = new Set<string>();
    for (const layer of this.#layers) {
      for (const name of layer.keys()) {
        if (seen.has(name)) continue;
        seen.add(name);
        yield name;
      }
    }
  }
}
