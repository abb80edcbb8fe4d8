import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { holdsTemplate } from '../values/value.js';
import { compileBareExpression } from './compile-expression.js';
import { compileStatements, newCompilation } from './compile-statements.js';
import type { CompiledExpression, CompiledTemplate } from './compiled.js';
import { readHeader } from './header.js';
import { parseBareExpression, parseTemplate } from './parser.js';
import { SourceMap } from './source-map.js';
import type { Syntax } from './source.js';
import { TemplateSyntaxError } from './syntax-error.js';

const templates = new WeakMap<Syntax, Map<string, CompiledTemplate>>();
const expressions = new Map<string, CompiledExpression>();
const conditions = new Map<string, CompiledExpression>();
/** Templates made from loop items and the like must not fill the memory. */
const mostRemembered = 20_000;

/** A template compiled; the same text with the same syntax (the very object) is compiled once, for all hosts. */
export function compileTemplate(source: string, syntax: Syntax, at: Position | undefined): CompiledTemplate {
  return remembered(cacheOf(syntax), source, () => {
    const { body, syntax: own } = locateErrors(source, at, 'template', () => readHeader(source, syntax));
    return locateErrors(body, at, 'template', () => {
      const { text, statements } = parseTemplate(body, own);
      const compilation = newCompilation(own);
      const execute = compileStatements(statements, compilation, { isTopLevel: true });
      const { blocks, plugins, conditionalPlugins } = compilation;
      return { text, execute, blocks, plugins, conditionalPlugins };
    });
  });
}

/** A bare expression, compiled; in conditions its constant strings may hold templates. */
export function compileExpressionText(
  source: string,
  at: Position | undefined,
  isCondition = false,
): CompiledExpression {
  return remembered(isCondition ? conditions : expressions, source, () =>
    locateErrors(source, at, 'expression', () =>
      compileBareExpression(source, parseBareExpression(source), isCondition),
    ),
  );
}

function remembered<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (cache.size >= mostRemembered) cache.clear();
  cache.set(key, made);
  return made;
}

function cacheOf(syntax: Syntax): Map<string, CompiledTemplate> {
  const cache = templates.get(syntax) ?? new Map<string, CompiledTemplate>();
  templates.set(syntax, cache);
  return cache;
}

function locateErrors<T>(text: string, at: Position | undefined, what: 'template' | 'expression', run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    const place = new SourceMap(text.replace(/\r\n?/g, '\n'), at).positionOf(error.offset);
    const braces =
      what === 'expression' && holdsTemplate(text) ? '. Template delimiters are not supported in expressions' : '';
    throw new ProvisionError('E0302', `Syntax error in ${what}${braces}: ${error.message}`, {
      at: place,
      cause: error,
    });
  }
}
