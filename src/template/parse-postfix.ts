import type { Arguments, Call, Expression, FilterCall } from './ast.js';
import type { TokenStream } from './token-stream.js';

const noArguments: Arguments = { positional: [], named: [], spread: undefined, spreadNamed: undefined };

/** Attributes, items and calls after a value. */
export function parsePostfix(stream: TokenStream, value: Expression): Expression {
  let result = value;
  for (;;) {
    if (stream.isOperator('.') || stream.isOperator('[')) result = parseSubscript(stream, result);
    else if (stream.isOperator('(')) result = parseCall(stream, result);
    else return result;
  }
}

/** Filters and tests after a value, and calls of what they give. */
export function parseFilters(stream: TokenStream, value: Expression): Expression {
  let result = value;
  for (;;) {
    if (stream.isOperator('|')) result = parseFilter(stream, result);
    else if (stream.isName('is')) result = parseTest(stream, result);
    else if (stream.isOperator('(')) result = parseCall(stream, result);
    else return result;
  }
}

export function parseCall(stream: TokenStream, callee: Expression): Call {
  return { kind: 'call', offset: callee.offset, callee, args: parseArguments(stream) };
}

/** One filter with its leading bar. */
function parseFilter(stream: TokenStream, input: Expression): FilterCall {
  stream.expectOperator('|');
  return parseFilterName(stream, input);
}

/** `name(arguments) | name ...` of `{% filter %}`, where the input is the block's text. */
export function parseFilterChain(stream: TokenStream): FilterCall {
  let filter = parseFilterName(stream, undefined);
  while (stream.isOperator('|')) filter = parseFilter(stream, filter);
  return filter;
}

function parseFilterName(stream: TokenStream, input: Expression | undefined): FilterCall {
  const { offset } = stream;
  const name = dottedName(stream);
  const args = stream.isOperator('(') ? parseArguments(stream) : noArguments;
  return { kind: 'filter', offset, input, name, args };
}

function dottedName(stream: TokenStream): string {
  let name = stream.expectName().value;
  while (stream.skipOperator('.')) name += `.${stream.expectName().value}`;
  return name;
}

function parseTest(stream: TokenStream, input: Expression): Expression {
  stream.next();
  const isNegated = stream.skipName('not');
  const { offset } = stream;
  const name = dottedName(stream);
  const test: Expression = { kind: 'test', offset, input, name, args: parseTestArguments(stream) };
  return isNegated ? { kind: 'unary', operator: 'not', offset, operand: test } : test;
}

/** A test takes arguments in brackets, or one value after it. */
function parseTestArguments(stream: TokenStream): Arguments {
  if (stream.isOperator('(')) return parseArguments(stream);
  if (!beginsValue(stream) || stream.isOneOf(['else', 'or', 'and'])) return noArguments;
  if (stream.isName('is')) stream.fail('You cannot chain multiple tests with is');
  return { ...noArguments, positional: [parsePostfix(stream, stream.grammar.primary(stream))] };
}

function beginsValue(stream: TokenStream): boolean {
  const { type } = stream.current;
  return (
    type === 'name' ||
    type === 'string' ||
    type === 'integer' ||
    type === 'float' ||
    stream.isOperator('[') ||
    stream.isOperator('{')
  );
}

function parseSubscript(stream: TokenStream, target: Expression): Expression {
  if (stream.isOperator('.')) return parseAttribute(stream, target);
  const { offset } = stream.next();
  const items: Expression[] = [];
  while (!stream.isOperator(']')) {
    if (items.length > 0) stream.expectOperator(',');
    items.push(parseSubscripted(stream, target));
  }
  stream.expectOperator(']');
  const [only] = items;
  if (items.length === 1 && only !== undefined)
    return only.kind === 'slice' ? only : { kind: 'item', offset, target, key: only };
  return { kind: 'item', offset, target, key: { kind: 'tuple', offset, items } };
}

function parseAttribute(stream: TokenStream, target: Expression): Expression {
  stream.next();
  const { type, value, offset } = stream.next();
  if (type === 'name') return { kind: 'attribute', offset, target, name: value };
  if (type !== 'integer') return stream.fail('expected name or number', offset);
  return { kind: 'item', offset, target, key: { kind: 'const', offset, value: Number(value) } };
}

function parseSubscripted(stream: TokenStream, target: Expression): Expression {
  const { offset } = stream;
  const start = stream.isOperator(':') ? undefined : stream.grammar.expression(stream);
  if (start !== undefined && !stream.isOperator(':')) return start;
  stream.expectOperator(':');
  const stop = isSliceEnd(stream) ? undefined : stream.grammar.expression(stream);
  const step = stream.skipOperator(':') && !isSliceEnd(stream) ? stream.grammar.expression(stream) : undefined;
  return { kind: 'slice', offset, target, start, stop, step };
}

function isSliceEnd(stream: TokenStream): boolean {
  return stream.isOperator(':') || stream.isOperator(']') || stream.isOperator(',');
}

interface MutableArguments {
  positional: Expression[];
  named: (readonly [string, Expression])[];
  spread: Expression | undefined;
  spreadNamed: Expression | undefined;
}

function parseArguments(stream: TokenStream): Arguments {
  stream.expectOperator('(');
  const args: MutableArguments = { positional: [], named: [], spread: undefined, spreadNamed: undefined };
  for (let isFirst = true; !stream.isOperator(')'); isFirst = false) {
    if (!isFirst) stream.expectOperator(',');
    if (stream.isOperator(')')) break;
    parseArgument(stream, args);
  }
  stream.expectOperator(')');
  return args;
}

function parseArgument(stream: TokenStream, args: MutableArguments): void {
  const { offset } = stream;
  const require = (isFine: boolean): void => {
    if (!isFine) stream.fail('invalid syntax for function call expression', offset);
  };
  if (stream.skipOperator('*')) {
    require(args.spread === undefined && args.spreadNamed === undefined);
    args.spread = stream.grammar.expression(stream);
  } else if (stream.skipOperator('**')) {
    require(args.spreadNamed === undefined);
    args.spreadNamed = stream.grammar.expression(stream);
  } else if (isNamedArgument(stream)) {
    require(args.spreadNamed === undefined);
    const name = stream.next().value;
    stream.next();
    args.named.push([name, stream.grammar.expression(stream)]);
  } else {
    require(args.spread === undefined && args.spreadNamed === undefined && args.named.length === 0);
    args.positional.push(stream.grammar.expression(stream));
  }
}

function isNamedArgument(stream: TokenStream): boolean {
  const { type, value } = stream.following;
  return stream.current.type === 'name' && type === 'operator' && value === '=';
}
