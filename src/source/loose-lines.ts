import { isCollection, isScalar, visit, type Document, type YAMLParseError } from 'yaml';
import { Lines } from './lines.js';

/** A text in which lines were moved to the right: by how many columns, by the number of the line, counted from 1. */
export interface MovedText {
  readonly text: string;
  readonly moved: ReadonlyMap<number, number>;
}

/**
 * Lines inside quotes and brackets may begin at any column for PyYAML; for the parser used here they must be indented.
 * Moves those of the text or bracket that it stumbles over first; `undefined` when it stumbles over something else.
 */
export function moveLooseLines({ text, moved }: MovedText, document: Document.Parsed): MovedText | undefined {
  const start = findLoose(document);
  const end = start === undefined ? undefined : endOfPart(text, start);
  if (start === undefined || end === undefined) return undefined;
  const first = new Lines(text, '').positionAt(start);
  const inside = text.slice(start, end).split('\n');
  if (inside.length === 1 || inside.some((line, index) => index > 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(line)))
    return undefined;
  const margin = first.column - 1;
  const columns = new Map(moved);
  for (let line = first.line + 1; line < first.line + inside.length; line++)
    columns.set(line, (columns.get(line) ?? 0) + margin);
  const indented = inside.join(`\n${' '.repeat(margin)}`);
  return { text: text.slice(0, start) + indented + text.slice(end), moved: columns };
}

/** Where the quoted text or the bracket begins that the parser thinks is not closed. */
export function findLoose(document: Document.Parsed): number | undefined {
  const [problem] = document.errors;
  if (!problem) return undefined;
  if (problem.message.startsWith('Missing closing')) return findUnclosedQuote(document, problem);
  return problem.code === 'BAD_INDENT' && problem.message.startsWith('Flow')
    ? findOpenBracket(document, problem)
    : undefined;
}

function findUnclosedQuote(document: Document.Parsed, { pos: [offset] }: YAMLParseError): number | undefined {
  let found: number | undefined;
  visit(document, {
    Scalar: (_key, node) => {
      if (!isScalar(node) || node.type?.startsWith('QUOTE') !== true || (node.range?.[1] ?? 0) < offset)
        return undefined;
      found = node.range?.[0];
      return visit.BREAK;
    },
  });
  return found;
}

function findOpenBracket(document: Document.Parsed, { pos: [offset] }: YAMLParseError): number | undefined {
  let found: number | undefined;
  visit(document, {
    Collection: (_key, node) => {
      if (!isCollection(node) || node.flow !== true) return undefined;
      const start = node.range?.[0] ?? 0;
      if (start <= offset) found = start;
      return visit.SKIP;
    },
  });
  return found;
}

/** Where the quoted text or the bracket that begins here ends, by its own rules alone. */
function endOfPart(text: string, start: number): number | undefined {
  return /["']/.test(text.charAt(start)) ? findEndOfQuote(text, start) : findEndOfBracket(text, start);
}

function findEndOfQuote(text: string, start: number): number | undefined {
  const quoted = text.charAt(start) === '"' ? /"(?:[^"\\]|\\[^])*"/y : /'(?:[^']|'')*'/y;
  quoted.lastIndex = start;
  return quoted.test(text) ? quoted.lastIndex : undefined;
}

function findEndOfBracket(text: string, start: number): number | undefined {
  const token = /"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'|(?<=\s)#.*|[[\]{},:]|\s+|[^\s[\]{},:#]+|#/y;
  token.lastIndex = start;
  for (let depth = 0, match = token.exec(text); match; match = token.exec(text)) {
    if (/^[[{]/.test(match[0])) depth++;
    if (/^[\]}]/.test(match[0])) depth--;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}
