import { LazyDict, type DictSource } from './lazy-dict.js';
import type { Layer } from './scope.js';

/** A layer whose variables are made when they are read. */
export function lazyLayer(source: DictSource): Layer {
  // A lazy dict may be asked for any key; as a layer it is asked for names only, and has no other.
  return new LazyDict(source) as unknown as Layer;
}
