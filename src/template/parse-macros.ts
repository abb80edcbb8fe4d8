import type { Expression, Parameters, Statement } from './ast.js';
import { parseExpression } from './parse-expression.js';
import { parsePostfix, parseFilters } from './parse-postfix.js';
import { parsePrimary } from './parse-expression.js';
import { parseBody, type ParserState } from './parser-state.js';
import type { Offset } from './source.js';
import type { TokenStream } from './token-stream.js';

export function parseMacro(state: ParserState, offset: Offset): Statement {
  const name = parseName(state.stream);
  const parameters = parseParameters(state.stream);
  return { kind: 'macro', offset, name, parameters, body: parseBody(state, 'endmacro') };
}

export function parseCallBlock(state: ParserState, offset: Offset): Statement {
  const { stream } = state;
  const parameters = stream.isOperator('(') ? parseParameters(stream) : { names: [], defaults: [] };
  const call = parseFilters(stream, parsePostfix(stream, parsePrimary(stream)));
  if (call.kind !== 'call') return stream.fail('expected call', offset);
  return { kind: 'call-block', offset, call, parameters, body: parseBody(state, 'endcall') };
}

function parseName(stream: TokenStream): string {
  const { value, offset } = stream.expectName();
  if (/^(?:true|false|none)$/i.test(value) && value !== value.toUpperCase())
    stream.fail("can't assign to 'const'", offset);
  return value;
}

function parseParameters(stream: TokenStream): Parameters {
  stream.expectOperator('(');
  const names: string[] = [];
  const defaults: Expression[] = [];
  while (!stream.isOperator(')')) {
    if (names.length > 0) stream.expectOperator(',');
    names.push(parseName(stream));
    if (stream.skipOperator('=')) defaults.push(parseExpression(stream));
    else if (defaults.length > 0) stream.fail('non-default argument follows default argument');
  }
  stream.expectOperator(')');
  return { names, defaults };
}
