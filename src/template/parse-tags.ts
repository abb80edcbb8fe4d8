import type { Block, If, Statement } from './ast.js';
import { parseCallBlock, parseMacro } from './parse-macros.js';
import { parseExpression, parseTuple } from './parse-expression.js';
import { parseFilterChain } from './parse-postfix.js';
import { failAtTag, parseBody, type ParserState } from './parser-state.js';
import { parseExtends, parseFromImport, parseImport, parseInclude } from './parse-references.js';
import { parseTarget } from './parse-target.js';
import type { Offset } from './source.js';

type ParseTag = (state: ParserState, offset: Offset) => Statement;

const tags: ReadonlyMap<string, ParseTag> = new Map<string, ParseTag>([
  ['for', parseFor],
  ['if', parseIf],
  ['set', parseSet],
  ['with', parseWith],
  ['autoescape', parseAutoescape],
  ['block', parseBlock],
  ['filter', parseFilterBlock],
  ['print', parsePrint],
  ['macro', parseMacro],
  ['call', parseCallBlock],
  ['extends', parseExtends],
  ['include', parseInclude],
  ['import', parseImport],
  ['from', parseFromImport],
]);

/** The statement of a tag, from its name on; the tag's end is left to the caller. */
export function parseTag(state: ParserState): Statement[] {
  const { stream } = state;
  const { type, value, offset } = stream.current;
  if (type !== 'name') stream.fail('tag name expected');
  const parse = tags.get(value) ?? extensionTag(state, value);
  if (parse === undefined) return failAtTag(state, value, offset);
  stream.next();
  state.openTags.push(value);
  const statement = parse(state, offset);
  state.openTags.pop();
  return [statement];
}

function extensionTag(state: ParserState, name: string): ParseTag | undefined {
  if (name === 'do' && hasExtension(state, 'do')) {
    return ({ stream }, offset) => ({ kind: 'do', offset, expression: parseTuple(stream) });
  }
  const isLoopControl = name === 'break' || name === 'continue';
  return isLoopControl && hasExtension(state, 'loopcontrols')
    ? (_state, offset) => ({ kind: name, offset })
    : undefined;
}

function hasExtension(state: ParserState, name: string): boolean {
  return state.extensions.some((extension) => extension === `jinja2.ext.${name}`);
}

function parseFor(state: ParserState, offset: Offset): Statement {
  const { stream } = state;
  const target = parseTarget(stream, { endNames: ['in'] });
  if (target.kind === 'name' && target.name === 'loop')
    stream.fail("Can't assign to special loop variable in for-loop target", offset);
  stream.expectName('in');
  const iterable = parseTuple(stream, { withConditional: false, endNames: ['recursive'] });
  const filter = stream.skipName('if') ? parseExpression(stream) : undefined;
  const recursive = stream.skipName('recursive');
  stream.expectEnd('block_end');
  const body = state.parseStatements(state, ['endfor', 'else']);
  const otherwise = stream.next().value === 'else' ? parseBody(state, 'endfor') : [];
  return { kind: 'for', offset, target, iterable, filter, recursive, body, otherwise };
}

function parseIf(state: ParserState, offset: Offset): If {
  const { stream } = state;
  const test = parseTuple(stream, { withConditional: false });
  stream.expectEnd('block_end');
  const body = state.parseStatements(state, ['elif', 'else', 'endif']);
  const end = stream.next();
  if (end.value === 'elif') return { kind: 'if', offset, test, body, otherwise: [parseIf(state, end.offset)] };
  return { kind: 'if', offset, test, body, otherwise: end.value === 'else' ? parseBody(state, 'endif') : [] };
}

function parseSet(state: ParserState, offset: Offset): Statement {
  const { stream } = state;
  const target = parseTarget(stream, { withNamespace: true });
  if (stream.skipOperator('=')) return { kind: 'set', offset, target, value: parseTuple(stream) };
  const filter = stream.skipOperator('|') ? parseFilterChain(stream) : undefined;
  return { kind: 'set-block', offset, target, filter, body: parseBody(state, 'endset') };
}

function parseWith(state: ParserState, offset: Offset): Statement {
  const { stream } = state;
  const targets: (readonly [ReturnType<typeof parseTarget>, ReturnType<typeof parseExpression>])[] = [];
  while (stream.current.type !== 'block_end') {
    if (targets.length > 0) stream.expectOperator(',');
    const target = parseTarget(stream, { isSingle: true });
    stream.expectOperator('=');
    targets.push([target, parseExpression(stream)]);
  }
  return { kind: 'with', offset, targets, body: parseBody(state, 'endwith') };
}

/** Ansible's output is text: nothing is escaped, whatever autoescape says. */
function parseAutoescape(state: ParserState, offset: Offset): Statement {
  parseExpression(state.stream);
  return { kind: 'scope', offset, body: parseBody(state, 'endautoescape') };
}

function parseBlock(state: ParserState, offset: Offset): Block {
  const { stream } = state;
  const name = stream.expectName().value;
  const scoped = stream.skipName('scoped');
  const required = stream.skipName('required');
  if (stream.isOperator('-')) {
    stream.fail(
      'Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.',
    );
  }
  const body = parseBody(state, 'endblock');
  if (required && body.some((statement) => statement.kind !== 'data' || statement.text.trim() !== '')) {
    stream.fail('Required blocks can only contain comments or whitespace', offset);
  }
  stream.skipName(name);
  return { kind: 'block', offset, name, scoped, required, body };
}

function parseFilterBlock(state: ParserState, offset: Offset): Statement {
  const filter = parseFilterChain(state.stream);
  return { kind: 'filter-block', offset, filter, body: parseBody(state, 'endfilter') };
}

function parsePrint({ stream }: ParserState, offset: Offset): Statement {
  const first = parseExpression(stream);
  if (!stream.isOperator(',')) return { kind: 'print', offset, expression: first };
  const parts = [first];
  while (stream.skipOperator(',')) parts.push(parseExpression(stream));
  return { kind: 'print', offset, expression: { kind: 'concat', offset, parts } };
}
