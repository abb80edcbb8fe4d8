import type { Expression, Statement } from './ast.js';
import { grammar, parseTuple, parseExpression } from './parse-expression.js';
import { failAtTag, type ParserState } from './parser-state.js';
import { parseTag } from './parse-tags.js';
import { normalizeNewlines, tokenize, tokenizeBare } from './lexer.js';
import type { Syntax } from './source.js';
import { TokenStream } from './token-stream.js';

/** A template's text as statements, with the normalised text that their offsets refer to. */
export function parseTemplate(
  source: string,
  syntax: Syntax,
): { readonly text: string; readonly statements: readonly Statement[] } {
  const text = normalizeNewlines(source, syntax.keepTrailingNewline);
  const stream = new TokenStream(tokenize(text, syntax), grammar);
  return {
    text,
    statements: parseStatements({ stream, extensions: syntax.extensions, openTags: [], endTags: [], parseStatements }),
  };
}

/** A bare expression, as in conditions; nothing may follow it. */
export function parseBareExpression(source: string): Expression {
  const stream = new TokenStream(tokenizeBare(source), grammar);
  const expression = parseExpression(stream);
  if (stream.current.type !== 'end') stream.fail(`chunk after expression: unexpected ${stream.describe()}`);
  return expression;
}

/** Statements up to one of the given tags (whose name stays the current token) or the template's end. */
export function parseStatements(state: ParserState, endTags?: readonly string[]): Statement[] {
  if (endTags !== undefined) state.endTags.push(endTags);
  const statements: Statement[] = [];
  while (state.stream.current.type !== 'end') {
    const isEnded = parseNext(state, statements, endTags);
    if (isEnded) {
      state.endTags.pop();
      return statements;
    }
  }
  if (endTags !== undefined) failAtTag(state, undefined);
  return statements;
}

function parseNext(state: ParserState, statements: Statement[], endTags: readonly string[] | undefined): boolean {
  const { stream } = state;
  const token = stream.next();
  if (token.type === 'data') {
    statements.push({ kind: 'data', offset: token.offset, text: token.value });
  } else if (token.type === 'variable_begin') {
    statements.push({ kind: 'print', offset: token.offset, expression: parseTuple(stream) });
    stream.expectEnd('variable_end');
  } else {
    if (endTags !== undefined && stream.isOneOf(endTags)) return true;
    statements.push(...parseTag(state));
    stream.expectEnd('block_end');
  }
  return false;
}
