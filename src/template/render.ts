import type { Position } from '../base/position.js';
import { toText } from '../values/repr.js';
import type { Value } from '../values/value.js';
import { compileTemplate } from './compile.js';
import type { CompiledTemplate } from './compiled.js';
import { concatenate } from './concat.js';
import { execute } from './execute.js';
import type { Evaluation } from './evaluation.js';
import { finalize } from './finalize.js';
import { omit } from './omit.js';
import type { RenderTextOptions } from './plugins.js';
import { Run } from './run.js';
import type { RuntimeValue } from './runtime.js';
import { SourceMap } from './source-map.js';
import { defaultSyntax, sharedSyntax, type Syntax } from './source.js';

interface Origin {
  readonly source: string;
  readonly at: Position | undefined;
  /** How the templates it includes are read. */
  readonly syntax?: Syntax;
}

/** Renders a compiled template; trailing newlines of the source that the result lacks are put back. */
export function renderCompiled(
  evaluation: Evaluation,
  compiled: CompiledTemplate,
  { source, at, syntax }: Origin,
): RuntimeValue {
  const run = new Run(evaluation, new SourceMap(compiled.text, at));
  run.syntax = syntax ?? run.syntax;
  const value = concatenate(execute(run, compiled));
  return typeof value === 'string' ? restoreNewlines(value, source, run.syntax.newlineSequence) : value;
}

function restoreNewlines(text: string, source: string, sequence: string): string {
  const missing = trailingNewlines(source) - trailingNewlines(text);
  return missing > 0 ? text + sequence.repeat(missing) : text;
}

function trailingNewlines(text: string): number {
  let count = 0;
  while (text[text.length - 1 - count] === '\n') count++;
  return count;
}

/** Renders a template file's text: a string, or the native result when asked. */
export function renderText(evaluation: Evaluation, source: string, options: RenderTextOptions): Value {
  const at = options.file === undefined ? undefined : { file: options.file, line: 1, column: 1 };
  const scoped = options.variables === undefined ? evaluation : evaluation.with(options.variables);
  const syntax = syntaxOf({ extensions: scoped.options.extensions, ...options });
  if (!mayHoldTemplate(source, syntax)) return source;
  const value = renderCompiled(scoped, compileTemplate(source, syntax, at), { source, at, syntax });
  if (options.native === true) return value === omit ? null : finalize(value);
  return value === null ? '' : toText(finalize(value));
}

/** Text without any delimiter stays as it is, to the byte. */
function mayHoldTemplate(source: string, syntax: Syntax): boolean {
  const { variableStart, blockStart, commentStart, lineStatementPrefix = '', lineCommentPrefix = '' } = syntax;
  const starts = [variableStart, blockStart, commentStart, lineStatementPrefix, lineCommentPrefix].filter(
    (start) => start !== '',
  );
  return source.startsWith('#jinja2:') || starts.some((start) => source.includes(start));
}

function syntaxOf(options: RenderTextOptions): Syntax {
  return sharedSyntax({
    ...defaultSyntax,
    trimBlocks: options.trimBlocks ?? true,
    lstripBlocks: options.lstripBlocks ?? false,
    newlineSequence: options.newlineSequence ?? '\n',
    keepTrailingNewline: options.keepTrailingNewline ?? false,
    variableStart: options.variableStart ?? defaultSyntax.variableStart,
    variableEnd: options.variableEnd ?? defaultSyntax.variableEnd,
    blockStart: options.blockStart ?? defaultSyntax.blockStart,
    blockEnd: options.blockEnd ?? defaultSyntax.blockEnd,
    commentStart: options.commentStart ?? defaultSyntax.commentStart,
    commentEnd: options.commentEnd ?? defaultSyntax.commentEnd,
    lineStatementPrefix: options.lineStatementPrefix,
    lineCommentPrefix: options.lineCommentPrefix,
    extensions: options.extensions ?? [],
  });
}
