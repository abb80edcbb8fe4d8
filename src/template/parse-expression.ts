import { int } from '../values/numbers.js';
import { Float, type Value } from '../values/value.js';
import type { Expression } from './ast.js';
import { parseOperators } from './parse-operators.js';
import { parsePostfix, parseFilters } from './parse-postfix.js';
import type { Grammar, TokenStream } from './token-stream.js';

/** The rules for the parts of expressions that are parsed elsewhere. */
export const grammar: Grammar = { expression: parseConditional, operand: parseOperand, primary: parsePrimary };

/** An expression, with the inline `if` unless told otherwise. */
export function parseExpression(stream: TokenStream, withConditional = true): Expression {
  return withConditional ? parseConditional(stream) : parseOperators(stream);
}

function parseConditional(stream: TokenStream): Expression {
  let expression = parseOperators(stream);
  while (stream.isName('if')) {
    const { offset } = stream.next();
    const test = parseOperators(stream);
    const otherwise = stream.skipName('else') ? parseConditional(stream) : undefined;
    expression = { kind: 'conditional', offset, test, then: expression, otherwise };
  }
  return expression;
}

/** A signed value with what follows it; filters bind to the signed value. */
function parseOperand(stream: TokenStream): Expression {
  return parseFilters(stream, parseSigned(stream));
}

function parseSigned(stream: TokenStream): Expression {
  const sign = stream.isOperator('-') ? '-' : stream.isOperator('+') ? '+' : undefined;
  if (sign === undefined) return parsePostfix(stream, parsePrimary(stream));
  const { offset } = stream.next();
  return parsePostfix(stream, { kind: 'unary', operator: sign, offset, operand: parseSigned(stream) });
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
    (rules.endNames !== undefined && stream.isOneOf(rules.endNames))
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
