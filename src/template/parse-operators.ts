import type { Binary, ComparisonOperator, Expression } from './ast.js';
import type { Offset } from './source.js';
import type { TokenStream } from './token-stream.js';

/** How tightly Jinja's operators bind, the loosest first. */
const levels = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, concatenation: 6, product: 7, power: 8 } as const;

const signs: ReadonlyMap<string, number> = new Map([
  ...['==', '!=', '<', '<=', '>', '>='].map((sign) => [sign, levels.comparison] as const),
  ...['+', '-'].map((sign) => [sign, levels.sum] as const),
  ['~', levels.concatenation],
  ...['*', '/', '//', '%'].map((sign) => [sign, levels.product] as const),
  ['**', levels.power],
]);

const words: ReadonlyMap<string, number> = new Map([
  ['or', levels.or],
  ['and', levels.and],
  ['in', levels.comparison],
]);

/**
 * Operands with the operators between them, up to one that binds looser than `loosest`. One loop for all levels: most
 * expressions are a single operand, which then costs one look at what follows it.
 */
export function parseOperators(stream: TokenStream, loosest: number = levels.or): Expression {
  const { offset } = stream;
  let left = loosest <= levels.not && stream.isName('not') ? parseNot(stream) : stream.grammar.operand(stream);
  for (let level = levelAt(stream); level >= loosest; level = levelAt(stream)) {
    if (level === levels.comparison) left = parseComparison(stream, left, offset);
    else if (level === levels.concatenation) left = parseConcatenation(stream, left, offset);
    else left = parseBinary(stream, left, level);
  }
  return left;
}

/** How tightly the operator binds that stands here; 0 when none does. */
function levelAt(stream: TokenStream): number {
  const { type, value } = stream.current;
  if (type === 'operator') return signs.get(value) ?? 0;
  if (type !== 'name') return 0;
  return words.get(value) ?? (isNotIn(stream) ? levels.comparison : 0);
}

function isNotIn(stream: TokenStream): boolean {
  const { type, value } = stream.following;
  return stream.isName('not') && type === 'name' && value === 'in';
}

function parseNot(stream: TokenStream): Expression {
  const { offset } = stream.next();
  return { kind: 'unary', operator: 'not', offset, operand: parseOperators(stream, levels.not) };
}

function parseComparison(stream: TokenStream, first: Expression, offset: Offset): Expression {
  const rest: (readonly [ComparisonOperator, Expression])[] = [];
  while (levelAt(stream) === levels.comparison)
    rest.push([parseComparisonOperator(stream), parseOperators(stream, levels.sum)]);
  return { kind: 'comparison', offset, first, rest };
}

function parseComparisonOperator(stream: TokenStream): ComparisonOperator {
  const { value } = stream.next();
  if (value !== 'not') return value as ComparisonOperator;
  stream.next();
  return 'not in';
}

function parseConcatenation(stream: TokenStream, first: Expression, offset: Offset): Expression {
  const parts = [first];
  while (stream.skipOperator('~')) parts.push(parseOperators(stream, levels.product));
  return { kind: 'concat', offset, parts };
}

/** What stands to the right binds tighter: operators of one level go from left to right. */
function parseBinary(stream: TokenStream, left: Expression, level: number): Expression {
  const { value, offset } = stream.next();
  const right = parseOperators(stream, level + 1);
  if (value === 'or' || value === 'and') return { kind: 'logical', operator: value, offset, left, right };
  return { kind: 'binary', operator: value as Binary['operator'], offset, left, right };
}
