import { iterate } from '../values/sequence.js';
import { isTrue } from '../values/truth.js';
import type { For } from './ast.js';
import { assignTo } from './assign.js';
import { compileExpression } from './compile-expression.js';
import type { Compilation } from './compilation.js';
import type { Evaluate, Execute } from './compiled.js';
import { concatenate } from './concat.js';
import { Frame } from './frame.js';
import { LoopContext } from './loop-context.js';
import { Undefined, type RuntimeValue } from './runtime.js';
import type { Value } from '../values/value.js';

interface Loop {
  readonly node: For;
  readonly filter: Evaluate | undefined;
  readonly body: Execute;
  readonly otherwise: Execute;
}

/** `{% for %}`: each turn has its own scope; `loop` tells where it is. */
export function compileFor(node: For, unit: Compilation): Execute {
  const iterable = compileExpression(node.iterable, unit);
  const loop: Loop = {
    node,
    filter: node.filter === undefined ? undefined : compileExpression(node.filter, unit),
    body: unit.compileBody(node.body, { ...unit, isConditional: false }),
    otherwise: unit.compileBody(node.otherwise, { ...unit, isConditional: false }),
  };
  return (frame, out) => runLoop(loop, { frame, items: iterable(frame), depth: 1 }, out);
}

interface Turn {
  readonly frame: Frame;
  readonly items: RuntimeValue;
  readonly depth: number;
}

function runLoop(loop: Loop, { frame, items, depth }: Turn, out: RuntimeValue[]): undefined {
  if (items instanceof Undefined) items.raise();
  const chosen = chooseItems(loop, frame, iterate(items));
  const context = new LoopContext(chosen, depth, loop.node.recursive ? recursion(loop, frame, depth) : undefined);
  for (const item of chosen) {
    const inner = new Frame(frame.run, frame);
    inner.set('loop', context);
    assignTo(loop.node.target, item, inner);
    const signal = loop.body(inner, out);
    if (signal === 'break') break;
    context.advance();
  }
  context.finish();
  if (chosen.length === 0) loop.otherwise(new Frame(frame.run, frame), out);
  return undefined;
}

/** The items that the loop's own condition lets through. */
function chooseItems({ node, filter }: Loop, frame: Frame, items: Iterable<Value>): Value[] {
  const all = [...items];
  if (filter === undefined) return all;
  return all.filter((item) => {
    const inner = new Frame(frame.run, frame);
    assignTo(node.target, item, inner);
    return isTrue(filter(inner));
  });
}

function recursion(loop: Loop, frame: Frame, depth: number): (items: RuntimeValue) => RuntimeValue {
  return (items) => {
    const out: RuntimeValue[] = [];
    runLoop(loop, { frame, items, depth: depth + 1 }, out);
    return concatenate(out);
  };
}
