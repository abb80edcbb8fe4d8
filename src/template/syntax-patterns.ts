import type { Syntax } from './source.js';

/** What ends the expression in a tag. */
export interface Ending {
  readonly pattern: RegExp;
  /** The characters it begins with, so that the pattern need not be tried elsewhere; `undefined` when it may begin anywhere. */
  readonly firstCharacters: string | undefined;
}

/** The patterns that a syntax's delimiters make; they hold their place in a text, so one lexer uses them at a time. */
export interface SyntaxPatterns {
  /** Where the next tag begins. */
  readonly opening: RegExp;
  readonly variableEnd: Ending;
  readonly blockEnd: Ending;
  readonly lineStatementEnd: Ending;
  readonly commentEnd: RegExp;
  readonly rawEnd: RegExp;
}

const known = new WeakMap<Syntax, SyntaxPatterns>();

/** The patterns of a syntax, made once. */
export function patternsOf(syntax: Syntax): SyntaxPatterns {
  const made = known.get(syntax) ?? makePatterns(syntax);
  known.set(syntax, made);
  return made;
}

function makePatterns(syntax: Syntax): SyntaxPatterns {
  const variableEnd = literal(syntax.variableEnd);
  const close = blockClose(syntax, syntax.blockEnd);
  return {
    opening: openingPattern(syntax),
    variableEnd: {
      pattern: new RegExp(`-${variableEnd}\\s*|${variableEnd}`, 'y'),
      firstCharacters: `-${syntax.variableEnd.slice(0, 1)}`,
    },
    blockEnd: { pattern: new RegExp(close, 'y'), firstCharacters: `+-${syntax.blockEnd.slice(0, 1)}` },
    lineStatementEnd: { pattern: /\s*(?:\n|$)/y, firstCharacters: undefined },
    commentEnd: new RegExp(blockClose(syntax, syntax.commentEnd), 'g'),
    rawEnd: new RegExp(`(?<block>${literal(syntax.blockStart)})(?<sign>[-+]?)\\s*endraw\\s*(?:${close})`, 'g'),
  };
}

function blockClose({ trimBlocks }: Syntax, delimiter: string): string {
  const end = literal(delimiter);
  return `\\+${end}|-${end}\\s*|${end}${trimBlocks ? '\\n?' : ''}`;
}

function openingPattern(syntax: Syntax): RegExp {
  const block = literal(syntax.blockStart);
  const choices: (readonly [delimiter: string, pattern: string])[] = [
    [syntax.blockStart, `(?<block>${block})`],
    [syntax.variableStart, `(?<variable>${literal(syntax.variableStart)})`],
    [syntax.commentStart, `(?<comment>${literal(syntax.commentStart)})`],
  ];
  // The longest delimiter is tried first, so that one may be the beginning of another.
  const delimiters = [...choices].sort(([a], [b]) => b.length - a.length).map(([, pattern]) => pattern);
  const raw = `(?<raw>${block}(?<rawSign>[-+]?)\\s*raw\\s*(?:-${literal(syntax.blockEnd)}\\s*|${literal(syntax.blockEnd)}))`;
  const others = [...linePatterns(syntax), ...delimiters].join('|');
  return new RegExp(`${raw}|(?:${others})(?<sign>[-+]?)`, 'gm');
}

function linePatterns(syntax: Syntax): string[] {
  const { lineStatementPrefix: statement, lineCommentPrefix: comment } = syntax;
  const patterns: string[] = [];
  if (comment !== undefined) patterns.push(`(?<lineComment>(?:^|(?<=\\S))[^\\S\\n]*${literal(comment)})`);
  if (statement !== undefined) patterns.push(`(?<lineStatement>^[ \\t\\v]*${literal(statement)})`);
  return patterns;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
