import { ProvisionError, locate } from '../base/errors.js';
import { PythonError } from '../values/python-error.js';
import type { CompiledBlock, LoadedTemplate } from './compiled.js';
import type { Evaluation } from './evaluation.js';
import { Frame } from './frame.js';
import type { RuntimeValue } from './runtime.js';
import { TemplateReference } from './blocks.js';
import { defaultSyntax, type Offset, type Syntax } from './source.js';
import type { SourceMap } from './source-map.js';
import { orElse } from './or-else.js';

/** One template being rendered: its blocks (a child's before its parents') and the parent it extends. */
export class Run {
  readonly root: Frame;
  readonly blocks = new Map<string, CompiledBlock[]>();
  /** How the templates that this one includes are read. */
  syntax: Syntax = defaultSyntax;
  /** Set by `extends`: what the child prints after it is dropped. */
  parentTemplate: LoadedTemplate | undefined;

  constructor(
    readonly evaluation: Evaluation,
    readonly source: SourceMap,
    options: {
      readonly outer?: Frame | undefined;
      readonly hidden?: ReadonlySet<string>;
      readonly seesVariables?: boolean;
    } = {},
  ) {
    this.root = new Frame(this, options.outer, options.hidden);
    this.seesVariables = options.seesVariables ?? true;
  }

  /** Templates imported without context see globals only. */
  readonly seesVariables: boolean;

  addBlocks(blocks: ReadonlyMap<string, CompiledBlock>): void {
    for (const [name, block] of blocks) this.blocks.set(name, [...(this.blocks.get(name) ?? []), block]);
  }

  /** A name's value: the template's own, a variable, a global; undefined as a value when there is none. */
  resolve(frame: Frame, name: string, offset: Offset): RuntimeValue {
    const local = frame.findLocal(name);
    if (local !== undefined) return local;
    const variable = this.seesVariables ? this.evaluation.findVariable(name) : undefined;
    if (variable !== undefined) return variable;
    if (name === 'self') return new TemplateReference(this);
    const { evaluation } = this;
    return orElse<RuntimeValue>(evaluation.findGlobal(name, frame, offset), () =>
      evaluation.undefinedName(name, this.source.positionOf(offset), frame),
    );
  }

  /** An error with the place where it came up. */
  place(error: unknown, offset: Offset): unknown {
    if (error instanceof ProvisionError)
      return error.at === undefined ? locate(error, this.source.positionOf(offset)) : error;
    if (error instanceof PythonError) {
      return new ProvisionError('E0303', `Error rendering template: ${error.message}`, {
        at: this.source.positionOf(offset),
        cause: error,
      });
    }
    if (!(error instanceof RangeError)) return error;
    const message = 'Recursive loop detected in template: maximum recursion depth exceeded';
    return new ProvisionError('E0309', message, { at: this.source.positionOf(offset), cause: error });
  }
}
