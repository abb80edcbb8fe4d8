/** How a template's text is read: delimiters and whitespace control, as Jinja names them. */
export interface Syntax {
  readonly blockStart: string;
  readonly blockEnd: string;
  readonly variableStart: string;
  readonly variableEnd: string;
  readonly commentStart: string;
  readonly commentEnd: string;
  readonly lineStatementPrefix: string | undefined;
  readonly lineCommentPrefix: string | undefined;
  readonly trimBlocks: boolean;
  readonly lstripBlocks: boolean;
  readonly newlineSequence: string;
  readonly keepTrailingNewline: boolean;
  /** `jinja2.ext.do`, `jinja2.ext.loopcontrols`. */
  readonly extensions: readonly string[];
  /** Backslashes in the strings of `{{ }}` stand for themselves: values in YAML, where YAML has its own escapes. */
  readonly rawBackslashes: boolean;
}

/** Ansible's defaults: Jinja's delimiters, blocks swallow the newline after them. */
export const defaultSyntax: Syntax = {
  blockStart: '{%',
  blockEnd: '%}',
  variableStart: '{{',
  variableEnd: '}}',
  commentStart: '{#',
  commentEnd: '#}',
  lineStatementPrefix: undefined,
  lineCommentPrefix: undefined,
  trimBlocks: true,
  lstripBlocks: false,
  newlineSequence: '\n',
  keepTrailingNewline: false,
  extensions: [],
  rawBackslashes: false,
};

/** The syntax of templates in YAML values. */
export const valueSyntax: Syntax = { ...defaultSyntax, rawBackslashes: true };

const syntaxes = new Map<string, Syntax>();

/** The one object for all syntaxes that are alike: what is remembered for a syntax is found by it. */
export function sharedSyntax(syntax: Syntax): Syntax {
  const key = JSON.stringify(syntax);
  const shared = syntaxes.get(key) ?? syntax;
  syntaxes.set(key, shared);
  return shared;
}

const extended = new WeakMap<readonly string[], Syntax>();

/** The syntax of templates in YAML values, with Jinja's extensions that are switched on. */
export function valueSyntaxWith(extensions: readonly string[] | undefined): Syntax {
  if (extensions === undefined) return valueSyntax;
  const syntax = extended.get(extensions) ?? sharedSyntax({ ...valueSyntax, extensions });
  extended.set(extensions, syntax);
  return syntax;
}

/** A place in a template: offset from the start of its normalised text. */
export type Offset = number;

/** Line and column of an offset, both from 1. */
export function lineAndColumn(text: string, offset: Offset): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  let line = 1;
  for (let index = before.indexOf('\n'); index !== -1; index = before.indexOf('\n', index + 1)) line++;
  return { line, column: offset - lastBreak };
}
