import { formatPosition } from '../base/position.js';
import { positionOf, positionOfItem, positionOfValue } from '../values/origin.js';
import { RuntimeObject } from '../values/runtime-object.js';
import { isDict, isList, type Value } from '../values/value.js';
import type { Call, Expression } from './ast.js';
import type { Evaluate } from './compiled.js';
import { lookupNames } from './embedded.js';
import { findPlugin } from './find-plugin.js';
import type { Frame } from './frame.js';
import { keysOf } from './written.js';

/** What the filter that asks where a value comes from is handed in place of the value. */
export class Originated extends RuntimeObject {
  readonly pythonType = 'Originated';

  constructor(readonly origin: string | null) {
    super();
  }
}

/** Whether a filter asks where its input comes from, which values themselves cannot tell. */
export function readsOrigin(plugin: string): boolean {
  return plugin === 'ansible._protomatter.origin';
}

/** The place where a variable or a member of one is written, or what a lookup says of its answer; else of the value. */
export function compileOrigin(node: Expression, evaluate: Evaluate): Evaluate {
  const path = keysOf(node);
  return (frame) => {
    const value = evaluate(frame);
    const origin =
      (path && originOfVariable(path, frame)) ?? (node.kind === 'call' ? originOfLookup(node, frame) : undefined);
    return origin === undefined ? value : new Originated(origin);
  };
}

function originOfVariable([name, ...keys]: readonly Value[], frame: Frame): string | undefined {
  if (frame.findLocal(String(name)) !== undefined) return undefined;
  const last = keys.pop();
  const root = frame.run.evaluation.scope.find(String(name));
  const container = keys.reduce<Value | undefined>(memberOf, root);
  const at = last === undefined ? positionOf(root) : placeIn(container, last);
  return at && formatPosition(at);
}

function memberOf(container: Value | undefined, key: Value): Value | undefined {
  if (isDict(container)) return container.get(key);
  return isList(container) && typeof key === 'number' ? container[key] : undefined;
}

function placeIn(container: Value | undefined, key: Value): ReturnType<typeof positionOf> {
  if (isDict(container)) return positionOfValue(container, key);
  return isList(container) && typeof key === 'number' ? positionOfItem(container, key) : undefined;
}

function originOfLookup({ callee, args }: Call, frame: Frame): string | undefined {
  const [plugin, ...terms] = args.positional;
  if (callee.kind !== 'name' || !lookupNames.has(callee.name) || plugin?.kind !== 'const') return undefined;
  const definition = findPlugin(frame.run.evaluation.options.plugins.lookups, String(plugin.value));
  const [term] = terms;
  return terms.length === 1 && term?.kind === 'const' ? definition?.originOf?.(term.value) : undefined;
}
