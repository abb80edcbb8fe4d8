import { PythonError } from '../values/python-error.js';
import { RuntimeObject } from '../values/runtime-object.js';
import { concatenate } from './concat.js';
import { Frame } from './frame.js';
import type { Run } from './run.js';
import { Undefined, type Callable, type RuntimeValue, type TemplateObject } from './runtime.js';

interface BlockCall {
  readonly name: string;
  /** 0 is the last child's, higher ones are its parents'. */
  readonly depth: number;
  readonly isScoped: boolean;
}

/** Runs the code of a block: a child's, or its parents' at a greater depth. */
export function runBlock(frame: Frame, { name, depth, isScoped }: BlockCall, out: RuntimeValue[]): void {
  const { run } = frame;
  const block = run.blocks.get(name)?.[depth];
  if (block === undefined) throw new PythonError('UndefinedError', `there is no block named '${name}'`);
  if (block.required && depth === 0)
    throw new PythonError('TemplateRuntimeError', `Required block '${name}' not found`);
  const inner = new Frame(run, isScoped ? frame : run.root);
  inner.set('super', superOf(run, name, depth + 1));
  block.execute(inner, out);
}

function superOf(run: Run, name: string, depth: number): RuntimeValue {
  if (run.blocks.get(name)?.[depth] === undefined) return new Undefined(`there is no parent block called '${name}'.`);
  return new BlockReference(run, name, depth);
}

/** `super` or `self.name`: called, it gives what the block prints. */
class BlockReference extends RuntimeObject implements Callable, TemplateObject {
  readonly pythonType = 'BlockReference';
  readonly templateObject = 'BlockReference';
  readonly callableName: string;

  constructor(
    readonly run: Run,
    readonly name: string,
    readonly depth: number,
  ) {
    super();
    this.callableName = name;
  }

  getAttribute(name: string): RuntimeValue | undefined {
    return name === 'super' ? superOf(this.run, this.name, this.depth + 1) : undefined;
  }

  call(): RuntimeValue {
    const out: RuntimeValue[] = [];
    runBlock(this.run.root, { name: this.name, depth: this.depth, isScoped: false }, out);
    return concatenate(out);
  }
}

/** `self`: the template's blocks by name. */
export class TemplateReference extends RuntimeObject implements TemplateObject {
  readonly pythonType = 'TemplateReference';
  readonly templateObject = 'TemplateReference';

  constructor(readonly run: Run) {
    super();
  }

  getAttribute(name: string): RuntimeValue | undefined {
    return this.run.blocks.has(name) ? new BlockReference(this.run, name, 0) : undefined;
  }
}
