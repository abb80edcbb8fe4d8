import { sharedSyntax, type Syntax } from './source.js';
import { TemplateSyntaxError } from './syntax-error.js';

const marker = '#jinja2:';

type Field = keyof Syntax;

const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['block_start_string', 'blockStart'],
  ['block_end_string', 'blockEnd'],
  ['variable_start_string', 'variableStart'],
  ['variable_end_string', 'variableEnd'],
  ['comment_start_string', 'commentStart'],
  ['comment_end_string', 'commentEnd'],
  ['line_statement_prefix', 'lineStatementPrefix'],
  ['line_comment_prefix', 'lineCommentPrefix'],
  ['trim_blocks', 'trimBlocks'],
  ['lstrip_blocks', 'lstripBlocks'],
  ['newline_sequence', 'newlineSequence'],
  ['keep_trailing_newline', 'keepTrailingNewline'],
]);

const switches: ReadonlySet<Field> = new Set<Field>(['trimBlocks', 'lstripBlocks', 'keepTrailingNewline']);

/** Takes the `#jinja2: key: value, ...` line off a template: the syntax it asks for, and the rest of the text. */
export function readHeader(source: string, syntax: Syntax): { readonly syntax: Syntax; readonly body: string } {
  if (!source.startsWith(marker)) return { syntax, body: source };
  const end = source.indexOf('\n');
  const line = source.slice(marker.length, end === -1 ? source.length : end);
  const overrides = line.split(',').map(readOverride);
  return {
    syntax: sharedSyntax(Object.assign({ ...syntax }, ...overrides)),
    body: end === -1 ? '' : source.slice(end + 1),
  };
}

function readOverride(text: string): Partial<Syntax> {
  const colon = text.indexOf(':');
  if (colon === -1)
    throw new TemplateSyntaxError(`Missing key-value separator ':' in '#jinja2:' override '${text.trim()}'.`, 0);
  const key = text.slice(0, colon).trim();
  const field = fields.get(key);
  if (field === undefined) throw new TemplateSyntaxError(`Invalid '#jinja2:' override key '${key}'.`, 0);
  const value = readValue(text.slice(colon + 1).trim(), key);
  if (typeof value === 'string' && switches.has(field)) {
    throw new TemplateSyntaxError(`TemplateOverrides.${key} must be <class 'bool'> instead of <class 'str'>`, 0);
  }
  return { [field]: value };
}

function readValue(text: string, key: string): string | boolean {
  if (text === 'True' || text === 'False') return text === 'True';
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  if (quoted === null) throw new TemplateSyntaxError(`Malformed '#jinja2:' override value for key '${key}'.`, 0);
  return (quoted[2] ?? '')
    .replaceAll('\\n', '\n')
    .replaceAll('\\r', '\r')
    .replaceAll('\\t', '\t')
    .replaceAll('\\\\', '\\');
}
