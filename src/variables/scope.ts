import type { Scope } from '../template/templar.js';
import type { Value } from '../values/value.js';

/** Variables of one level of precedence: by name, looked at only when asked for. */
export type Layer = ReadonlyMap<string, Value>;

/** A scope over layers, the strongest first. */
export class LayeredScope implements Scope {
  readonly #layers: readonly Layer[];

  constructor(layers: readonly Layer[]) {
    this.#layers = layers.filter((layer) => layer.size > 0 || layer.constructor !== Map);
  }

  find(name: string): Value | undefined {
    for (const layer of this.#layers) {
      const value = layer.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
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
