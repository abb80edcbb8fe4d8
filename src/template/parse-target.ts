import type { Expression, Target } from './ast.js';
import { parsePrimary } from './parse-expression.js';
import type { TokenStream } from './token-stream.js';

interface TargetRules {
  readonly endNames?: readonly string[];
  /** `namespace.attribute` is allowed. */
  readonly withNamespace?: boolean;
  /** No comma: one name, or a tuple in brackets. */
  readonly isSingle?: boolean;
}

/** What `set`, `for` and `with` assign to. */
export function parseTarget(stream: TokenStream, rules: TargetRules): Target {
  const { offset } = stream;
  const items: Target[] = [];
  let isTuple = false;
  while (!isEnd(stream, rules)) {
    items.push(parseOne(stream, rules));
    if (rules.isSingle === true || !stream.isOperator(',')) break;
    stream.next();
    isTuple = true;
  }
  const [only] = items;
  if (only === undefined) return stream.fail(`Expected an expression, got ${stream.describe()}`);
  return isTuple ? { kind: 'tuple-target', offset, items } : only;
}

function isEnd(stream: TokenStream, rules: TargetRules): boolean {
  const { type } = stream.current;
  return (
    type === 'block_end' || stream.isOperator('=') || stream.isOperator(')') || stream.isOneOf(rules.endNames ?? [])
  );
}

function parseOne(stream: TokenStream, rules: TargetRules): Target {
  const { offset, following } = { offset: stream.offset, following: stream.following };
  if (stream.isOperator('(')) {
    stream.next();
    const inner = parseTarget(stream, {});
    stream.expectOperator(')');
    return inner;
  }
  if (
    rules.withNamespace === true &&
    stream.current.type === 'name' &&
    following.type === 'operator' &&
    following.value === '.'
  ) {
    const name = stream.next().value;
    stream.next();
    return { kind: 'namespace', offset, name, attribute: stream.expectName().value };
  }
  return asName(stream, parsePrimary(stream));
}

/** A name is the only expression one can assign to. */
export function asName(stream: TokenStream, expression: Expression): Target {
  if (expression.kind === 'name') return expression;
  return stream.fail(`can't assign to '${expression.kind}'`, expression.offset);
}
