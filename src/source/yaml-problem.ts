import type { Document, YAMLParseError } from 'yaml';
import { ProvisionError } from '../base/errors.js';
import type { Lines } from './lines.js';
import { findLoose } from './loose-lines.js';

interface ProblemSource {
  readonly text: string;
  readonly lines: Lines;
  readonly document: Document.Parsed;
}

interface Explanation {
  readonly message: string;
  readonly hint?: string;
  /** Where to point, when the parser noticed the mistake elsewhere. */
  readonly offset?: number;
}

/** A YAML syntax error in plain words. It never quotes the text, which may be a decrypted file. */
export function explainYamlProblem(problem: YAMLParseError, source: ProblemSource): ProvisionError {
  const offset = problem.pos[0];
  const { message, hint, offset: better } = explainLine(problem, source) ?? explainCode(problem, source);
  return new ProvisionError('E0101', message, { at: source.lines.positionAt(better ?? offset), hint });
}

/** Everyday mistakes, recognised by what the line looks like. */
function explainLine(problem: YAMLParseError, { text, document }: ProblemSource): Explanation | undefined {
  const start = text.lastIndexOf('\n', Math.max(0, problem.pos[0] - 1)) + 1;
  const line = text.slice(start, endOfLine(text, start));
  const template = /(?:^\s*|:\s+|-\s+)(?=\{\{)/.exec(line);
  if (template) {
    const offset = start + template.index + template[0].length;
    return {
      message: 'a value that begins with {{ must be quoted',
      hint: 'put the whole value in quotes: key: "{{ variable }}/more"',
      offset,
    };
  }
  const unclosed = problem.message.startsWith('Missing closing') ? findLoose(document) : undefined;
  if (unclosed !== undefined) return { message: 'the quote that opens here is never closed', offset: unclosed };
  const glued =
    problem.code === 'MULTILINE_IMPLICIT_KEY' || problem.code === 'MISSING_CHAR'
      ? /^\s*(?:- +)?[A-Za-z_][\w.-]*:(?=[^\s/:])/.exec(line)
      : null;
  if (glued)
    return {
      message: 'the space after the colon is missing',
      hint: 'write "key: value"',
      offset: start + glued[0].length,
    };
  return undefined;
}

function explainCode(problem: YAMLParseError, { text }: ProblemSource): Explanation {
  switch (problem.code) {
    case 'TAB_AS_INDENT':
      return { message: 'a tab cannot indent YAML', hint: 'replace the tab by spaces' };
    case 'BAD_INDENT':
      return problem.message.startsWith('Flow')
        ? {
            message: 'a list or mapping in brackets is not closed, or its lines are not indented',
            hint: 'look for the missing ] or }',
          }
        : {
            message: 'this line is not indented like its neighbours',
            hint: 'begin it at the same column as the keys or items beside it',
          };
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return explainNested(problem, text);
    case 'BAD_SCALAR_START':
      return { message: `a value cannot begin with ${text.charAt(problem.pos[0])}`, hint: 'put the value in quotes' };
    case 'BAD_DQ_ESCAPE':
      return {
        message: 'this backslash sequence means nothing in double quotes',
        hint: 'use single quotes, or write the backslash twice',
      };
    case 'MISSING_CHAR':
      return {
        message: 'a colon, a bracket or a quote is missing here',
        hint: 'a key is followed by a colon and a space',
      };
    case 'UNEXPECTED_TOKEN':
      return explainUnexpected(problem);
    default:
      return { message: lowerFirst(problem.message) };
  }
}

function explainNested(problem: YAMLParseError, text: string): Explanation {
  const start = problem.pos[0];
  const nextLine = text.slice(endOfLine(text, start) + 1, endOfLine(text, endOfLine(text, start) + 1));
  const isOneLine = text.slice(start, endOfLine(text, start)).includes(': ') || nextLine.trim() === '';
  return isOneLine
    ? { message: 'a second ": " in one line makes this look like a mapping', hint: 'put the value in quotes' }
    : {
        message: 'a colon is missing in this line, or the next one is indented too far',
        hint: 'a key is followed by a colon and a space; keys of one mapping begin at the same column',
      };
}

function explainUnexpected(problem: YAMLParseError): Explanation {
  if (problem.message.includes('same line with key')) {
    return { message: 'a list cannot begin on the line of its key', hint: 'put the first "- item" on the next line' };
  }
  return {
    message: 'the value ended before this text',
    hint: 'quote the whole value, and check that the quotes and the indentation of the lines above match',
  };
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
