import { int } from '../values/numbers.js';
import { Float, type Value } from '../values/value.js';
import type { Binary, ComparisonOperator, Expression } from './ast.js';
import { parsePostfix, parseFilters } from './parse-postfix.js';
import type { Grammar, TokenStream } from './token-stream.js';

/** The rules for the parts of expressions that are parsed elsewhere. */
export const grammar: Grammar = { expression: parseConditional, primary: parsePrimary };

/** An expression, with the inline `if` unless told otherwise. */
export function parseExpression(stream: TokenStream, withConditional = true): Expression {
  return withConditional ? parseConditional(stream) : parseOr(stream);
}

function parseConditional(stream: TokenStream): Expression {
  let expression = parseOr(stream);
  while (stream.isName('if')) {
    const { offset } = stream.next();
    const test = parseOr(stream);
    const otherwise = stream.skipName('else') ? parseConditional(stream) : undefined;
    expression = { kind: 'conditional', offset, test, then: expression, otherwise };
  }
  return expression;
}

function parseOr(stream: TokenStream): Expression {
  let left = parseAnd(stream);
  while (stream.isName('or')) {
    const { offset } = stream.next();
    left = { kind: 'logical', operator: 'or', offset, left, right: parseAnd(stream) };
  }
  return left;
}

function parseAnd(stream: TokenStream): Expression {
  let left = parseNot(stream);
  while (stream.isName('and')) {
    const { offset } = stream.next();
    left = { kind: 'logical', operator: 'and', offset, left, right: parseNot(stream) };
  }
  return left;
}

function parseNot(stream: TokenStream): Expression {
  if (!stream.isName('not')) return parseComparison(stream);
  const { offset } = stream.next();
  return { kind: 'unary', operator: 'not', offset, operand: parseNot(stream) };
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

function isComparison(text: string): text is ComparisonOperator {
  return comparisons.has(text);
}

function parseComparison(stream: TokenStream): Expression {
  const { offset } = stream;
  const first = parseSum(stream);
  const rest: (readonly [ComparisonOperator, Expression])[] = [];
  for (let operator = comparisonAt(stream); operator !== undefined; operator = comparisonAt(stream)) {
    rest.push([operator, parseSum(stream)]);
  }
  return rest.length === 0 ? first : { kind: 'comparison', offset, first, rest };
}

function comparisonAt(stream: TokenStream): ComparisonOperator | undefined {
  const { type, value } = stream.current;
  if (type === 'operator' && isComparison(value)) {
    stream.next();
    return value;
  }
  if (stream.skipName('in')) return 'in';
  if (!stream.isName('not') || stream.following.type !== 'name' || stream.following.value !== 'in') return undefined;
  stream.next();
  stream.next();
  return 'not in';
}

type Parse = (stream: TokenStream) => Expression;

function parseSum(stream: TokenStream): Expression {
  return parseBinary(stream, ['+', '-'], parseConcatenation);
}

function parseConcatenation(stream: TokenStream): Expression {
  const { offset } = stream;
  const parts = [parseProduct(stream)];
  while (stream.skipOperator('~')) parts.push(parseProduct(stream));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'concat', offset, parts };
}

function parseProduct(stream: TokenStream): Expression {
  return parseBinary(stream, ['*', '/', '//', '%'], parsePower);
}

function parsePower(stream: TokenStream): Expression {
  return parseBinary(stream, ['**'], parseUnary);
}

function parseBinary(stream: TokenStream, operators: readonly Binary['operator'][], parseOperand: Parse): Expression {
  let left = parseOperand(stream);
  for (;;) {
    const operator = operators.find((candidate) => stream.isOperator(candidate));
    if (operator === undefined) return left;
    const { offset } = stream.next();
    left = { kind: 'binary', operator, offset, left, right: parseOperand(stream) };
  }
}

/** A signed value with what follows it; filters bind to the signed value. */
export function parseUnary(stream: TokenStream, withFilters = true): Expression {
  const sign = stream.isOperator('-') ? '-' : stream.isOperator('+') ? '+' : undefined;
  const { offset } = stream;
  if (sign !== undefined) stream.next();
  const value: Expression =
    sign === undefined
      ? parsePrimary(stream)
      : { kind: 'unary', operator: sign, offset, operand: parseUnary(stream, false) };
  const complete = parsePostfix(stream, value);
  return withFilters ? parseFilters(stream, complete) : complete;
}

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** A name, a literal or something in brackets. */
export function parsePrimary(stream: TokenStream): Expression {
  const { type, value, offset } = stream.current;
  switch (type) {
    case 'name':
      stream.next();
      return constants.has(value)
        ? { kind: 'const', offset, value: constants.get(value) ?? null }
        : { kind: 'name', offset, name: value };
    case 'string':
      return { kind: 'const', offset, value: adjacentStrings(stream) };
    case 'integer':
      stream.next();
      return { kind: 'const', offset, value: int(BigInt(value)) };
    case 'float':
      stream.next();
      return { kind: 'const', offset, value: new Float(Number(value)) };
    default:
      return parseBracketed(stream);
  }
}

function adjacentStrings(stream: TokenStream): string {
  let text = '';
  while (stream.current.type === 'string') text += stream.next().value;
  return text;
}

function parseBracketed(stream: TokenStream): Expression {
  const { offset } = stream;
  if (stream.isOperator('[')) return parseList(stream);
  if (stream.isOperator('{')) return parseDict(stream);
  if (!stream.isOperator('(')) return stream.fail(`unexpected ${stream.describe()}`, offset);
  stream.next();
  const inner = parseTuple(stream, { isBracketed: true });
  stream.expectOperator(')');
  return inner;
}

export interface TupleRules {
  readonly isBracketed?: boolean;
  readonly withConditional?: boolean;
  /** Names that end the tuple, such as `recursive` after a loop's iterable. */
  readonly endNames?: readonly string[];
}

/** One expression, or several with commas: a tuple. */
export function parseTuple(stream: TokenStream, rules: TupleRules = {}): Expression {
  const { offset } = stream;
  const items: Expression[] = [];
  let isTuple = false;
  while (!isTupleEnd(stream, rules)) {
    items.push(parseExpression(stream, rules.withConditional ?? true));
    if (!stream.isOperator(',')) break;
    stream.next();
    isTuple = true;
  }
  const [only] = items;
  if (!isTuple && only !== undefined) return only;
  if (items.length === 0 && rules.isBracketed !== true) stream.fail(`Expected an expression, got ${stream.describe()}`);
  return { kind: 'tuple', offset, items };
}

function isTupleEnd(stream: TokenStream, rules: TupleRules): boolean {
  const { type } = stream.current;
  return (
    type === 'variable_end' ||
    type === 'block_end' ||
    stream.isOperator(')') ||
    stream.isName(...(rules.endNames ?? []))
  );
}

function parseList(stream: TokenStream): Expression {
  const { offset } = stream.expectOperator('[');
  const items: Expression[] = [];
  while (!stream.isOperator(']')) {
    if (items.length > 0) stream.expectOperator(',');
    if (stream.isOperator(']')) break;
    items.push(parseExpression(stream));
  }
  stream.expectOperator(']');
  return { kind: 'list', offset, items };
}

function parseDict(stream: TokenStream): Expression {
  const { offset } = stream.expectOperator('{');
  const entries: (readonly [Expression, Expression])[] = [];
  while (!stream.isOperator('}')) {
    if (entries.length > 0) stream.expectOperator(',');
    if (stream.isOperator('}')) break;
    const key = parseExpression(stream);
    stream.expectOperator(':');
    entries.push([key, parseExpression(stream)]);
  }
  stream.expectOperator('}');
  return { kind: 'dict', offset, entries };
}
