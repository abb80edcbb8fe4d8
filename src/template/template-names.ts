import type { Expression, Statement } from './ast.js';
import { visitExpression, visitStatement } from './names.js';
import { parseBareExpression, parseTemplate } from './parser.js';
import { defaultSyntax } from './source.js';
import { TemplateSyntaxError } from './syntax-error.js';

/** What a template can read. */
export interface TemplateNames {
  /** Every name it mentions; names it sets itself are among them. */
  readonly names: ReadonlySet<string>;
  /** Attribute paths from a name as far as they are constant: `ansible_facts.default_ipv4.address`. */
  readonly paths: ReadonlySet<string>;
  /** Whether it may read variables that it does not name (lookups of variables, includes). */
  readonly isOpen: boolean;
}

const nothing: TemplateNames = { names: new Set(), paths: new Set(), isOpen: false };

/** The names and paths that a template, or a bare expression, can read. Text that cannot be parsed reads nothing. */
export function templateNames(source: string, text: 'template' | 'expression' = 'template'): TemplateNames {
  try {
    return text === 'expression'
      ? collect([parseBareExpression(source)], [])
      : collect([], parseTemplate(source, defaultSyntax).statements);
  } catch (error) {
    // The check before the run reports it; it is no concern of who asks what is read.
    if (error instanceof TemplateSyntaxError) return nothing;
    throw error;
  }
}

const opening: ReadonlySet<string> = new Set(['lookup', 'query', 'q', 'vars', 'hostvars', 'varnames']);

function collect(expressions: readonly Expression[], statements: readonly Statement[]): TemplateNames {
  const names = new Set<string>();
  const paths = new Set<string>();
  const visit = (node: Expression): void => {
    if (node.kind === 'name') names.add(node.name);
    const path = pathOf(node);
    if (path !== undefined) paths.add(path);
  };
  for (const expression of expressions) visitExpression(expression, visit);
  for (const statement of statements) visitStatement(statement, visit);
  const isOpen = [...names].some((name) => opening.has(name)) || statements.some(loadsTemplates);
  return { names, paths, isOpen };
}

/** A chain of constant attributes and items from a name, with dots between. */
function pathOf(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'attribute' && node.kind !== 'item') return undefined;
  const target = pathOf(node.target);
  const key = node.kind === 'attribute' ? node.name : constantOf(node.key);
  return target === undefined || key === undefined ? undefined : `${target}.${key}`;
}

function constantOf(node: Expression): string | undefined {
  return node.kind === 'const' && (typeof node.value === 'string' || typeof node.value === 'number')
    ? String(node.value)
    : undefined;
}

function loadsTemplates(node: Statement): boolean {
  switch (node.kind) {
    case 'include':
    case 'import':
    case 'from-import':
    case 'extends':
      return true;
    case 'for':
    case 'if':
      return [...node.body, ...node.otherwise].some(loadsTemplates);
    default:
      return 'body' in node && node.body.some(loadsTemplates);
  }
}
