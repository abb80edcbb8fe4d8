import type { Statement } from './ast.js';
import { parseExpression } from './parse-expression.js';
import type { ParserState } from './parser-state.js';
import type { Offset } from './source.js';
import type { TokenStream } from './token-stream.js';

export function parseExtends({ stream }: ParserState, offset: Offset): Statement {
  return { kind: 'extends', offset, template: parseExpression(stream) };
}

export function parseInclude({ stream }: ParserState, offset: Offset): Statement {
  const template = parseExpression(stream);
  const { value, type } = stream.following;
  const ignoreMissing = stream.isName('ignore') && type === 'name' && value === 'missing';
  if (ignoreMissing) {
    stream.next();
    stream.next();
  }
  return { kind: 'include', offset, template, ignoreMissing, withContext: parseContext(stream, true) };
}

export function parseImport({ stream }: ParserState, offset: Offset): Statement {
  const template = parseExpression(stream);
  stream.expectName('as');
  const target = stream.expectName().value;
  return { kind: 'import', offset, template, target, withContext: parseContext(stream, false) };
}

export function parseFromImport({ stream }: ParserState, offset: Offset): Statement {
  const template = parseExpression(stream);
  stream.expectName('import');
  const names: (readonly [string, string])[] = [];
  let withContext: boolean | undefined;
  for (;;) {
    withContext = contextAt(stream);
    if (withContext !== undefined) break;
    names.push(parseImportedName(stream));
    withContext = contextAt(stream);
    if (withContext !== undefined || !stream.skipOperator(',') || stream.current.type === 'block_end') break;
  }
  return { kind: 'from-import', offset, template, names, withContext: withContext ?? false };
}

function parseImportedName(stream: TokenStream): readonly [string, string] {
  const { value, offset } = stream.expectName();
  if (value.startsWith('_')) stream.fail('names starting with an underline can not be imported', offset);
  return [value, stream.skipName('as') ? stream.expectName().value : value];
}

function parseContext(stream: TokenStream, otherwise: boolean): boolean {
  return contextAt(stream) ?? otherwise;
}

function contextAt(stream: TokenStream): boolean | undefined {
  const { type, value } = stream.following;
  if (!stream.isOneOf(['with', 'without']) || type !== 'name' || value !== 'context') return undefined;
  const withContext = stream.next().value === 'with';
  stream.next();
  return withContext;
}
