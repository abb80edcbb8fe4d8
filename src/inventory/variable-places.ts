import type { Position } from '../base/position.js';
import type { Value } from '../values/value.js';

/** Where each variable of a group or host was written; kept beside the maps, as origins of values are. */
const places = new WeakMap<ReadonlyMap<Value, Value>, Map<string, Position>>();

export function rememberVariable(vars: ReadonlyMap<Value, Value>, name: string, at: Position): void {
  const known = places.get(vars) ?? new Map<string, Position>();
  known.set(name, at);
  places.set(vars, known);
}

type FindPlace = (name: string) => Position | undefined;

/** How variables that were merged from several places find the one of each. */
const searches = new WeakMap<ReadonlyMap<Value, Value>, FindPlace>();

/** Says how to find where each variable is written; nothing is looked for until somebody asks. */
export function locateVariables(vars: ReadonlyMap<Value, Value>, find: FindPlace): void {
  searches.set(vars, find);
}

/** Where a variable of a group's, a host's or a file's variables is written. */
export function placeOfVariable(vars: ReadonlyMap<Value, Value>, name: string): Position | undefined {
  return places.get(vars)?.get(name) ?? searches.get(vars)?.(name);
}
