import type { Arguments, Expression, Statement, Target } from './ast.js';

/** All names that statements read or set, whatever their scope: what a template can read at most. */
export function namesIn(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const statement of statements) visitStatement(statement, (node) => node.kind === 'name' && names.add(node.name));
  return names;
}

export type Visit = (node: Expression) => void;

/** Calls `visit` for every expression of a statement, outermost first. */
export function visitStatement(node: Statement, visit: Visit): void {
  if (node.kind === 'set') visitTarget(node.target, visit);
  for (const expression of ownExpressions(node)) visitExpression(expression, visit);
  for (const inner of innerStatements(node)) visitStatement(inner, visit);
}

/** The expressions of a statement itself, without those of the statements inside it. */
export function ownExpressions(node: Statement): readonly Expression[] {
  switch (node.kind) {
    case 'data':
    case 'break':
    case 'continue':
    case 'block':
    case 'scope':
      return [];
    case 'print':
    case 'do':
      return [node.expression];
    case 'for':
      return present([node.iterable, node.filter]);
    case 'if':
      return [node.test];
    case 'set':
      return [node.value];
    case 'set-block':
    case 'filter-block':
      return present([node.filter]);
    case 'macro':
      return node.parameters.defaults;
    case 'call-block':
      return [node.call, ...node.parameters.defaults];
    case 'with':
      return node.targets.map(([, value]) => value);
    case 'extends':
    case 'include':
    case 'import':
    case 'from-import':
      return [node.template];
  }
}

/** The statements right inside a statement. */
export function innerStatements(node: Statement): readonly Statement[] {
  if (!('body' in node)) return [];
  return 'otherwise' in node ? [...node.body, ...node.otherwise] : node.body;
}

/** A namespace's attribute reads the namespace. */
function visitTarget(target: Target, visit: Visit): void {
  if (target.kind === 'namespace') visit({ kind: 'name', name: target.name, offset: target.offset });
  if (target.kind === 'tuple-target') target.items.forEach((item) => visitTarget(item, visit));
}

/** Calls `visit` for an expression and every one inside it. */
export function visitExpression(node: Expression, visit: Visit): void {
  visit(node);
  for (const child of childrenOf(node)) visitExpression(child, visit);
}

/** The expressions right inside an expression. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'const':
    case 'name':
      return [];
    case 'list':
    case 'tuple':
      return node.items;
    case 'dict':
      return node.entries.flat();
    case 'unary':
      return [node.operand];
    case 'binary':
    case 'logical':
      return [node.left, node.right];
    case 'comparison':
      return [node.first, ...node.rest.map(([, operand]) => operand)];
    case 'concat':
      return node.parts;
    case 'conditional':
      return present([node.test, node.then, node.otherwise]);
    case 'attribute':
      return [node.target];
    case 'item':
      return [node.target, node.key];
    case 'slice':
      return present([node.target, node.start, node.stop, node.step]);
    case 'call':
      return [node.callee, ...argumentsOf(node.args)];
    case 'filter':
      return [...present([node.input]), ...argumentsOf(node.args)];
    case 'test':
      return [node.input, ...argumentsOf(node.args)];
  }
}

function argumentsOf(args: Arguments): Expression[] {
  return present([...args.positional, ...args.named.map(([, value]) => value), args.spread, args.spreadNamed]);
}

function present(expressions: readonly (Expression | undefined)[]): Expression[] {
  return expressions.filter((expression) => expression !== undefined);
}
