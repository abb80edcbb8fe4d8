import type { Expression } from '../../../src/template/ast.js';
import { visitExpression, visitStatement } from '../../../src/template/names.js';
import { parseBareExpression, parseTemplate } from '../../../src/template/parser.js';
import { defaultSyntax } from '../../../src/template/source.js';
import { TemplateSyntaxError } from '../../../src/template/syntax-error.js';
import { TemplateText, isDict, isList, type Value } from '../../../src/values/value.js';

const calls: ReadonlySet<string> = new Set(['lookup', 'query', 'q']);
const conditions: ReadonlySet<Value> = new Set(['when', 'changed_when', 'failed_when', 'until', 'that']);

/** The lookups that a task's templates and conditions call by a name written in them. */
export function lookupNames(value: Value, isCondition = false): string[] {
  if (value instanceof TemplateText) return namesIn(value.source, 'template');
  if (typeof value === 'string') return isCondition ? namesIn(value, 'expression') : [];
  if (isList(value)) return value.flatMap((member) => lookupNames(member, isCondition));
  if (isDict(value)) return [...value].flatMap(([key, member]) => lookupNames(member, conditions.has(key)));
  return [];
}

function namesIn(source: string, text: 'template' | 'expression'): string[] {
  const names: string[] = [];
  const visit = (node: Expression): void => {
    if (node.kind !== 'call' || node.callee.kind !== 'name' || !calls.has(node.callee.name)) return;
    const [first] = node.args.positional;
    if (first?.kind === 'const' && typeof first.value === 'string') names.push(first.value);
  };
  try {
    if (text === 'expression') visitExpression(parseBareExpression(source), visit);
    else for (const statement of parseTemplate(source, defaultSyntax).statements) visitStatement(statement, visit);
  } catch (error) {
    // The check of templates tells of it.
    if (!(error instanceof TemplateSyntaxError)) throw error;
  }
  return names;
}
