import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { isTrue } from '../values/truth.js';
import { isList, type Value } from '../values/value.js';
import type { Expression, Statement, Target } from './ast.js';
import { compileBareExpression } from './compile-expression.js';
import type { Evaluation } from './evaluation.js';
import { readHeader } from './header.js';
import { childrenOf, innerStatements, ownExpressions, visitExpression } from './names.js';
import { parseBareExpression, parseTemplate } from './parser.js';
import { Run } from './run.js';
import { Pending, Undefined, type RuntimeValue } from './runtime.js';
import { defaultSyntax } from './source.js';
import { SourceMap } from './source-map.js';
import { TemplateSyntaxError } from './syntax-error.js';

/** A template, or a bare expression, whose parts are to be tried. */
export interface ProbedText {
  readonly source: string;
  readonly isExpression?: boolean;
  readonly at: Position | undefined;
}

export interface Probing {
  /** An evaluation in which these variables are in front. */
  evaluation(variables: ReadonlyMap<string, Value>): Evaluation;
  /** Whether expressions with this name are of interest. */
  mentions(name: string): boolean;
  /** Whether an error is what is looked for; others say only that a part cannot be evaluated. */
  isWanted(error: ProvisionError): boolean;
}

/**
 * Evaluates the expressions of a template that mention certain names, each by itself and as far as it can be, and
 * returns the errors that are looked for: where a whole expression needs what is not known yet, its parts may still tell something. Loops
 * are gone through, and of conditions that can be decided only the branch that is taken.
 */
export function probe(text: ProbedText, probing: Probing): readonly ProvisionError[] {
  try {
    const { source, expressions, statements } = parsed(text);
    const search = new Search(source, text.at, probing);
    for (const expression of expressions) search.expression(expression, new Map());
    for (const statement of statements) search.statement(statement, new Map());
    return search.errors;
  } catch (error) {
    // What cannot be parsed is told by the check of templates.
    if (error instanceof TemplateSyntaxError) return [];
    throw error;
  }
}

interface Parsed {
  readonly source: string;
  readonly expressions: readonly Expression[];
  readonly statements: readonly Statement[];
}

function parsed({ source, isExpression }: ProbedText): Parsed {
  if (isExpression === true) return { source, expressions: [parseBareExpression(source)], statements: [] };
  const { body, syntax } = readHeader(source, defaultSyntax);
  const { text, statements } = parseTemplate(body, syntax);
  return { source: text, expressions: [], statements };
}

type Bound = ReadonlyMap<string, Value>;

/** What an expression came to; nothing when it cannot be evaluated. */
interface Found {
  readonly value: RuntimeValue;
}

class Search {
  readonly errors: ProvisionError[] = [];
  readonly #map: SourceMap;

  constructor(
    readonly source: string,
    at: Position | undefined,
    readonly probing: Probing,
  ) {
    this.#map = new SourceMap(source, at);
  }

  statement(node: Statement, bound: Bound): void {
    if (node.kind === 'for') return this.#loop(node, bound);
    if (node.kind === 'if') {
      this.expression(node.test, bound);
      const test = this.#decide(node.test, bound);
      if (test !== false) node.body.forEach((inner) => this.statement(inner, bound));
      if (test !== true) node.otherwise.forEach((inner) => this.statement(inner, bound));
      return;
    }
    for (const expression of ownExpressions(node)) this.expression(expression, bound);
    for (const inner of innerStatements(node)) this.statement(inner, bound);
  }

  expression(node: Expression, bound: Bound): void {
    if (!this.#isOfInterest(node)) return;
    const found = this.#evaluate(node, bound, this.errors);
    if (found) return;
    if (node.kind === 'conditional' || node.kind === 'logical') return this.#branches(node, bound);
    for (const child of childrenOf(node)) this.expression(child, bound);
  }

  /** Only what would be evaluated counts. */
  #branches(node: Extract<Expression, { kind: 'conditional' | 'logical' }>, bound: Bound): void {
    const first = node.kind === 'conditional' ? node.test : node.left;
    this.expression(first, bound);
    const decided = this.#decide(first, bound);
    if (node.kind === 'logical') {
      const isDecided = decided !== undefined && decided === (node.operator === 'or');
      if (!isDecided) this.expression(node.right, bound);
      return;
    }
    if (decided !== false) this.expression(node.then, bound);
    if (decided !== true && node.otherwise) this.expression(node.otherwise, bound);
  }

  #loop(node: Extract<Statement, { kind: 'for' }>, bound: Bound): void {
    this.expression(node.iterable, bound);
    const items = this.#evaluate(node.iterable, bound, [])?.value;
    const rounds = isList(items) ? items.map((item) => boundTo(node.target, item, bound)) : [bound];
    for (const round of rounds) {
      if (this.errors.length > 0) return;
      if (node.filter && this.#decide(node.filter, round) === false) continue;
      node.body.forEach((inner) => this.statement(inner, round));
    }
    node.otherwise.forEach((inner) => this.statement(inner, bound));
  }

  #isOfInterest(node: Expression): boolean {
    let found = false;
    visitExpression(node, (inner) => {
      found ||= inner.kind === 'name' && this.probing.mentions(inner.name);
    });
    return found;
  }

  #decide(node: Expression, bound: Bound): boolean | undefined {
    const found = this.#evaluate(node, bound, []);
    return found && isTrue(found.value);
  }

  #evaluate(node: Expression, bound: Bound, errors: ProvisionError[]): Found | undefined {
    const run = new Run(this.probing.evaluation(bound), this.#map);
    try {
      const value = compileBareExpression(this.source, node, false).evaluate(run.root);
      return value instanceof Undefined ? undefined : { value };
    } catch (error) {
      if (error instanceof Pending) return undefined;
      const placed = run.place(error, node.offset);
      if (!(placed instanceof ProvisionError)) throw placed;
      if (this.probing.isWanted(placed)) errors.push(placed);
      return undefined;
    }
  }
}

/** The variables of one round of a loop; what is unpacked is left out. */
function boundTo(target: Target, item: Value, bound: Bound): Bound {
  return target.kind === 'name' ? new Map([...bound, [target.name, item]]) : bound;
}
