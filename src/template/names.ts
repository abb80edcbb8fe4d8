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
  const each = (statements: readonly Statement[]): void => statements.forEach((inner) => visitStatement(inner, visit));
  const one = (expression: Expression | undefined): void => {
    if (expression !== undefined) visitExpression(expression, visit);
  };
  switch (node.kind) {
    case 'data':
    case 'break':
    case 'continue':
      return;
    case 'print':
    case 'do':
      return one(node.expression);
    case 'for':
      [node.iterable, node.filter].forEach(one);
      each(node.body);
      return each(node.otherwise);
    case 'if':
      one(node.test);
      each(node.body);
      return each(node.otherwise);
    case 'set':
      visitTarget(node.target, visit);
      return one(node.value);
    case 'set-block':
    case 'filter-block':
      one(node.filter);
      return each(node.body);
    case 'macro':
      node.parameters.defaults.forEach(one);
      return each(node.body);
    case 'call-block':
      one(node.call);
      node.parameters.defaults.forEach(one);
      return each(node.body);
    case 'with':
      node.targets.forEach(([, value]) => one(value));
      return each(node.body);
    case 'block':
    case 'scope':
      return each(node.body);
    case 'extends':
    case 'include':
    case 'import':
    case 'from-import':
      return one(node.template);
  }
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

function childrenOf(node: Expression): readonly Expression[] {
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
