import { calculate, negate, positive } from '../values/arithmetic.js';
import { isOrdered } from '../values/compare.js';
import { isEqual } from '../values/equal.js';
import { setMember } from '../values/keys.js';
import { PythonError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { contains, slice } from '../values/sequence.js';
import { isTrue } from '../values/truth.js';
import { Float, Tuple, type Dict, type Value } from '../values/value.js';
import { Absent } from './absent.js';
import { getAttribute, getItem } from './access.js';
import type {
  Binary,
  Call,
  Comparison,
  ComparisonOperator,
  Conditional,
  Constant,
  DictLiteral,
  Expression,
  FilterCall,
  Slice,
  TestCall,
  Unary,
} from './ast.js';
import { compileArguments } from './call-arguments.js';
import { callValue } from './call-value.js';
import type { CompiledExpression, Evaluate, PluginUse } from './compiled.js';
import { CallContext } from './context.js';
import { compileEmbedded, inCondition, inLookup, lookupTerms } from './embedded.js';
import { compileName } from './compile-name.js';
import { runFilter, runTest } from './run-plugin.js';
import { captured } from './captured.js';
import { Undefined, asElement, type RuntimeValue } from './runtime.js';
import type { Offset } from './source.js';
import { compileOrigin, readsOrigin } from './origin-input.js';
import { orElse } from './or-else.js';
import {
  compileTaggedText,
  compileTrusted,
  compileVaultText,
  mayTakeVaultText,
  readsTags,
  readsTrust,
} from './vault-text.js';

/** What compiling an expression collects. */
export interface ExpressionCompilation {
  readonly plugins: PluginUse[];
  readonly conditionalPlugins: PluginUse[];
  /** Inside a condition plugins are looked up when they are used, not before. */
  readonly isConditional: boolean;
  /** Constant strings may hold templates themselves, which are rendered: in conditions. */
  readonly hasEmbedded?: boolean;
  /** The same for constants that stand alone, or in lists and dicts: in what lookups are handed. */
  readonly isLookupTerm?: boolean;
}

export function compileBareExpression(text: string, expression: Expression, hasEmbedded: boolean): CompiledExpression {
  const plugins: PluginUse[] = [];
  const conditionalPlugins: PluginUse[] = [];
  const evaluate = compileExpression(expression, { plugins, conditionalPlugins, isConditional: false, hasEmbedded });
  return { text, evaluate, plugins, conditionalPlugins };
}

const literals: ReadonlySet<Expression['kind']> = new Set(['const', 'list', 'tuple', 'dict'] as const);

/** An expression as a function of the frame it is evaluated in. */
export function compileExpression(node: Expression, given: ExpressionCompilation): Evaluate {
  const unit = given.isLookupTerm === true && !literals.has(node.kind) ? { ...given, isLookupTerm: false } : given;
  switch (node.kind) {
    case 'const':
      return compileText(node, unit);
    case 'name':
      return compileName(node);
    case 'list':
      return compileList(node.items, unit);
    case 'tuple':
      return compileTuple(node.items, unit);
    case 'dict':
      return guarded(node.offset, compileDict(node, unit));
    case 'unary':
      return guarded(node.offset, compileUnary(node, unit));
    case 'binary':
      return guarded(node.offset, compileBinary(node, unit));
    case 'logical':
      return compileLogical(node.operator, compileExpression(node.left, unit), compileExpression(node.right, unit));
    case 'comparison':
      return guarded(node.offset, compileComparison(node, unit));
    case 'concat':
      return guarded(node.offset, compileConcatenation(node.parts, unit));
    case 'conditional':
      return compileConditional(node, unit);
    case 'attribute':
      return guarded(node.offset, compileAttribute(compileExpression(node.target, unit), node.name, node.offset));
    case 'item':
      return guarded(
        node.offset,
        compileItem(compileExpression(node.target, unit), compileExpression(node.key, unit), node.offset),
      );
    case 'slice':
      return guarded(node.offset, compileSlice(node, unit));
    case 'call':
      return capturing(node.offset, compileCall(node, unit));
    case 'filter':
      return compileFilter(node, unit);
    case 'test':
      return compileTest(node, unit);
  }
}

/** A number literal beyond the floats has no value in Python's template code either. */
/** A constant, in whose text templates may be rendered. */
function compileText(node: Constant, { isLookupTerm = false, hasEmbedded = false }: ExpressionCompilation): Evaluate {
  const otherwise = compileConstant(node.value);
  if (isLookupTerm) return compileEmbedded(node, otherwise, inLookup);
  return hasEmbedded ? compileEmbedded(node, otherwise, inCondition) : otherwise;
}

function compileConstant(value: Value): Evaluate {
  if (!(value instanceof Float) || Number.isFinite(value.value)) return () => value;
  return () => {
    throw new PythonError('NameError', "name 'inf' is not defined");
  };
}

/** Gives errors the place of the expression they come from. */
function guarded(offset: Offset, evaluate: Evaluate): Evaluate {
  return (frame) => {
    try {
      return evaluate(frame);
    } catch (error) {
      throw frame.run.place(error, offset);
    }
  };
}

/** The same for calls and filters, whose failures are values until they are used. */
function capturing(offset: Offset, evaluate: Evaluate): Evaluate {
  return (frame) => {
    try {
      return evaluate(frame);
    } catch (error) {
      return captured(frame.run.place(error, offset));
    }
  };
}

function compileList(items: readonly Expression[], unit: ExpressionCompilation): Evaluate {
  const evaluates = items.map((item) => compileExpression(item, unit));
  return (frame) => evaluates.map((evaluate) => asElement(evaluate(frame)));
}

function compileTuple(items: readonly Expression[], unit: ExpressionCompilation): Evaluate {
  const evaluates = items.map((item) => compileExpression(item, unit));
  return (frame) => Tuple.from(evaluates.map((evaluate) => asElement(evaluate(frame))));
}

function compileDict(node: DictLiteral, unit: ExpressionCompilation): Evaluate {
  const entries = node.entries.map(
    ([key, value]) => [compileExpression(key, unit), compileExpression(value, unit)] as const,
  );
  return (frame) => {
    const dict: Dict = new Map();
    for (const [key, value] of entries) setMember(dict, defined(key(frame)), asElement(value(frame)));
    return dict;
  };
}

/** A value that is used now: undefined raises. */
function defined(value: RuntimeValue): Value {
  return value instanceof Undefined ? value.raise() : asElement(value);
}

function compileUnary(node: Unary, unit: ExpressionCompilation): Evaluate {
  const operand = compileExpression(node.operand, unit);
  switch (node.operator) {
    case 'not':
      return (frame) => !isTrue(operand(frame));
    case '-':
      return (frame) => negate(operand(frame));
    case '+':
      return (frame) => positive(operand(frame));
  }
}

function compileBinary({ operator, left, right }: Binary, unit: ExpressionCompilation): Evaluate {
  const [a, b] = [compileExpression(left, unit), compileExpression(right, unit)];
  return (frame) => calculate(a(frame), operator, b(frame));
}

function compileLogical(operator: 'and' | 'or', left: Evaluate, right: Evaluate): Evaluate {
  const stopsAt = operator === 'or';
  return (frame) => {
    const value = left(frame);
    return isTrue(value) === stopsAt ? value : right(frame);
  };
}

function compileComparison({ first, rest }: Comparison, unit: ExpressionCompilation): Evaluate {
  const start = compileExpression(first, unit);
  const steps = rest.map(([operator, operand]) => [operator, compileExpression(operand, unit)] as const);
  return (frame) => {
    let left = start(frame);
    for (const [operator, evaluate] of steps) {
      const right = evaluate(frame);
      if (!holds(left, operator, right)) return false;
      left = right;
    }
    return true;
  };
}

function holds(left: RuntimeValue, operator: ComparisonOperator, right: RuntimeValue): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    default:
      return isOrdered(left, operator, right);
  }
}

function compileConcatenation(parts: readonly Expression[], unit: ExpressionCompilation): Evaluate {
  const evaluates = parts.map((part) => compileExpression(part, unit));
  return (frame) => evaluates.map((evaluate) => toText(evaluate(frame))).join('');
}

function compileConditional(node: Conditional, unit: ExpressionCompilation): Evaluate {
  const soft = { ...unit, isConditional: true };
  const test = guarded(node.test.offset, compileTruth(compileExpression(node.test, soft)));
  const then = compileExpression(node.then, soft);
  const otherwise: Evaluate =
    node.otherwise === undefined
      ? (frame) => new Absent(frame.run.source.lineOf(node.offset))
      : compileExpression(node.otherwise, soft);
  return (frame) => (test(frame) === true ? then(frame) : otherwise(frame));
}

function compileTruth(evaluate: Evaluate): Evaluate {
  return (frame) => isTrue(evaluate(frame));
}

function compileAttribute(target: Evaluate, name: string, offset: Offset): Evaluate {
  return (frame) => getAttribute(target(frame), name, () => frame.run.source.positionOf(offset));
}

function compileItem(target: Evaluate, key: Evaluate, offset: Offset): Evaluate {
  return (frame) => getItem(target(frame), key(frame), () => frame.run.source.positionOf(offset));
}

function compileSlice(node: Slice, unit: ExpressionCompilation): Evaluate {
  const target = compileExpression(node.target, unit);
  const [start, stop, step] = [node.start, node.stop, node.step].map((bound) =>
    bound === undefined ? undefined : compileExpression(bound, unit),
  );
  return (frame) => {
    const value = target(frame);
    if (value instanceof Undefined) return value;
    return slice(value, { start: bound(start?.(frame)), stop: bound(stop?.(frame)), step: bound(step?.(frame)) });
  };
}

function bound(value: RuntimeValue | undefined): Value | undefined {
  return value === undefined ? undefined : defined(value);
}

function compileCall(node: Call, unit: ExpressionCompilation): Evaluate {
  const callee = compileExpression(node.callee, unit);
  const terms = lookupTerms(node);
  const args = compileArguments(node.args, (argument) =>
    compileExpression(argument, terms.has(argument) ? { ...unit, isLookupTerm: true } : unit),
  );
  return (frame) => {
    const target = callee(frame);
    return target instanceof Undefined ? target : callValue(target, args(frame));
  };
}

function compileFilter(node: FilterCall, unit: ExpressionCompilation): Evaluate {
  if (node.input === undefined) throw new Error('a filter of a block is compiled with its block');
  return compileFilterOf(node, compileInput(node.input, node.name, unit), unit);
}

/** A plugin's input: some are handed a scalar as it was written. */
function compileInput(node: Expression, plugin: string, unit: ExpressionCompilation): Evaluate {
  const given = compileExpression(node, unit);
  const evaluate = readsTrust(plugin) ? compileTrusted(node, given) : given;
  if (readsOrigin(plugin)) return compileOrigin(node, evaluate);
  if (!mayTakeVaultText(plugin)) return evaluate;
  const findVaultText = compileVaultText(node);
  const findTagged = readsTags(plugin) ? compileTaggedText(node, evaluate) : undefined;
  return (frame) => orElse<RuntimeValue>(findVaultText(frame) ?? findTagged?.(frame), () => evaluate(frame));
}

/** A filter whose input is already compiled. */
export function compileFilterOf(node: FilterCall, input: Evaluate, unit: ExpressionCompilation): Evaluate {
  noteUse(unit, { kind: 'filter', name: node.name, offset: node.offset });
  const args = compileArguments(node.args, (argument) => compileExpression(argument, unit));
  return capturing(node.offset, (frame) =>
    runFilter(node.name, input(frame), args(frame), new CallContext(frame, node.offset)),
  );
}

function noteUse(unit: ExpressionCompilation, use: PluginUse): void {
  (unit.isConditional ? unit.conditionalPlugins : unit.plugins).push(use);
}

function compileTest(node: TestCall, unit: ExpressionCompilation): Evaluate {
  noteUse(unit, { kind: 'test', name: node.name, offset: node.offset });
  const input = compileInput(node.input, node.name, unit);
  const args = compileArguments(node.args, (argument) => compileExpression(argument, unit));
  return guarded(node.offset, (frame) =>
    runTest(node.name, input(frame), args(frame), new CallContext(frame, node.offset)),
  );
}
