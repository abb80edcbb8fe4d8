import { isTrue } from '../values/truth.js';
import type { If, Print, SetBlock, SetStatement, Statement, With, FilterBlock, FilterCall } from './ast.js';
import { assignTo } from './assign.js';
import type { Compilation } from './compilation.js';
import { compileBlock } from './compile-block.js';
import { compileExpression, compileFilterOf } from './compile-expression.js';
import { compileCallBlock, compileMacro } from './compile-macro.js';
import { compileFor } from './compile-for.js';
import { compileExtends, compileFromImport, compileImport, compileInclude } from './compile-references.js';
import type { Evaluate, Execute } from './compiled.js';
import { concatenate } from './concat.js';
import { Frame } from './frame.js';
import type { RuntimeValue } from './runtime.js';
import type { Offset, Syntax } from './source.js';

export interface Placement {
  /** Directly in the template: what stands after `extends` there is not printed. */
  readonly isTopLevel?: boolean;
}

export function newCompilation(syntax: Syntax): Compilation {
  return {
    plugins: [],
    conditionalPlugins: [],
    isConditional: false,
    blocks: new Map(),
    newlineSequence: syntax.newlineSequence,
    compileBody: compileStatements,
  };
}

/** Statements in order; `break` and `continue` end them early. */
export function compileStatements(
  statements: readonly Statement[],
  unit: Compilation,
  placement: Placement = {},
): Execute {
  const executes = statements.map((statement) => compileStatement(statement, unit, placement));
  const [only] = executes;
  if (executes.length === 1 && only !== undefined && placement.isTopLevel !== true) return only;
  return placement.isTopLevel === true ? topLevel(executes) : inOrder(executes);
}

function inOrder(executes: readonly Execute[]): Execute {
  return (frame, out) => {
    for (const execute of executes) {
      const signal = execute(frame, out);
      if (signal !== undefined) return signal;
    }
    return undefined;
  };
}

/** After `extends` nothing more is printed, but names are still set. */
function topLevel(executes: readonly Execute[]): Execute {
  return (frame, out) => {
    for (const execute of executes) execute(frame, frame.run.parentTemplate === undefined ? out : []);
    return undefined;
  };
}

function compileStatement(node: Statement, unit: Compilation, placement: Placement): Execute {
  switch (node.kind) {
    case 'data':
      return compileData(unit.newlineSequence === '\n' ? node.text : node.text.replaceAll('\n', unit.newlineSequence));
    case 'print':
      return compilePrint(node, unit, placement);
    case 'for':
      return placed(node.offset, compileFor(node, unit));
    case 'if':
      return placed(node.offset, compileIf(node, unit, placement));
    case 'set':
      return placed(node.offset, compileSet(node, unit));
    case 'set-block':
      return placed(node.offset, compileSetBlock(node, unit));
    case 'macro':
      return compileMacro(node, unit);
    case 'call-block':
      return placed(node.offset, compileCallBlock(node, unit));
    case 'filter-block':
      return placed(node.offset, compileFilterBlock(node, unit));
    case 'with':
      return placed(node.offset, compileWith(node, unit));
    case 'block':
      return placed(node.offset, compileBlock(node, unit));
    case 'extends':
      return placed(node.offset, compileExtends(node, unit));
    case 'include':
      return placed(node.offset, compileInclude(node, unit));
    case 'import':
      return placed(node.offset, compileImport(node, unit));
    case 'from-import':
      return placed(node.offset, compileFromImport(node, unit));
    case 'scope':
      return scoped(compileStatements(node.body, unit));
    case 'do':
      return compileDo(compileExpression(node.expression, unit));
    case 'break':
    case 'continue':
      return () => node.kind;
  }
}

/** Gives errors without a place the statement's. */
function placed(offset: Offset, execute: Execute): Execute {
  return (frame, out) => {
    try {
      return execute(frame, out);
    } catch (error) {
      throw frame.run.place(error, offset);
    }
  };
}

function scoped(execute: Execute): Execute {
  return (frame, out) => execute(new Frame(frame.run, frame), out);
}

function compileData(text: string): Execute {
  return (_frame, out) => {
    out.push(text);
    return undefined;
  };
}

function compilePrint({ expression }: Print, unit: Compilation, { isTopLevel = false }: Placement): Execute {
  const evaluate = compileExpression(expression, unit);
  return (frame, out) => {
    if (isTopLevel && frame.run.parentTemplate !== undefined) return undefined;
    out.push(evaluate(frame));
    return undefined;
  };
}

function compileIf(node: If, unit: Compilation, placement: Placement): Execute {
  const test = compileExpression(node.test, unit);
  const branches = { ...unit, isConditional: true };
  const inner = { isTopLevel: placement.isTopLevel ?? false };
  const body = compileStatements(node.body, branches, inner);
  const otherwise = compileStatements(node.otherwise, branches, inner);
  return (frame, out) => (isTrue(test(frame)) ? body : otherwise)(frame, out);
}

function compileSet(node: SetStatement, unit: Compilation): Execute {
  const value = compileExpression(node.value, unit);
  return (frame) => {
    assignTo(node.target, value(frame), frame);
    return undefined;
  };
}

function compileSetBlock(node: SetBlock, unit: Compilation): Execute {
  const filtered = compileCapture(node.body, node.filter, unit);
  return (frame) => {
    assignTo(node.target, filtered(frame) ?? '', frame);
    return undefined;
  };
}

/** What a body prints, through the filters of its tag. */
function compileCapture(body: readonly Statement[], filter: FilterCall | undefined, unit: Compilation): Evaluate {
  const execute = compileStatements(body, unit);
  const capture: Evaluate = (frame) => {
    const out: RuntimeValue[] = [];
    execute(new Frame(frame.run, frame), out);
    return concatenate(out);
  };
  return filter === undefined ? capture : compileChain(filter, capture, unit);
}

function compileChain(filter: FilterCall, input: Evaluate, unit: Compilation): Evaluate {
  const inner =
    filter.input === undefined
      ? input
      : filter.input.kind === 'filter'
        ? compileChain(filter.input, input, unit)
        : input;
  return compileFilterOf(filter, inner, unit);
}

function compileFilterBlock(node: FilterBlock, unit: Compilation): Execute {
  const filtered = compileCapture(node.body, node.filter, unit);
  return (frame, out) => {
    out.push(filtered(frame));
    return undefined;
  };
}

/** The values are those outside; the names exist inside only. */
function compileWith(node: With, unit: Compilation): Execute {
  const targets = node.targets.map(([target, value]) => [target, compileExpression(value, unit)] as const);
  const body = compileStatements(node.body, unit);
  return (frame, out) => {
    const inner = new Frame(frame.run, frame);
    for (const [target, value] of targets) assignTo(target, value(inner), inner);
    return body(inner, out);
  };
}

function compileDo(evaluate: Evaluate): Execute {
  return (frame) => {
    evaluate(frame);
    return undefined;
  };
}
