import { parseAllDocuments, type Document, type YAMLParseError } from 'yaml';
import type { Position } from '../base/position.js';
import { ProvisionError } from '../base/errors.js';
import type { Deprecation, NoticeDetails } from '../events/event.js';
import type { Value } from '../values/value.js';
import { buildValue } from './build-value.js';
import { readCommonYaml } from './common-yaml.js';
import { Lines } from './lines.js';
import { moveLooseLines, type MovedText } from './loose-lines.js';
import { findJson } from './parse-json.js';
import { explainYamlProblem } from './yaml-problem.js';

/** How a text is to be read. */
export interface SourceOptions {
  /** Whether strings with template delimiters are templates. Default: true. */
  readonly trusted?: boolean;
  /** What a repeated key of a mapping does: the last wins and `onWarning` hears of it (the default), or an error, or nothing. */
  readonly duplicateKeys?: 'warn' | 'error' | 'ignore';
  readonly onWarning?: ((message: string, at: Position, details?: NoticeDetails) => void) | undefined;
  /** Hears of tags that ansible-core is going to drop. */
  readonly onDeprecation?: ((deprecation: Deprecation, at: Position) => void) | undefined;
}

/**
 * Reads a text that holds one YAML 1.1 document (or JSON, which is read as JSON), as PyYAML would. An empty text is null.
 * Containers remember where they, their keys and their items were written.
 */
export function parseYaml(text: string, file: string, options: SourceOptions = {}): Value {
  const json = findJson(text, file, options);
  if (json !== undefined) return json.value;
  const values = parseYamlDocuments(text, file, options);
  if (values.length <= 1) return values[0] ?? null;
  const second = text.search(/^---/m) === 0 ? text.indexOf('\n---') + 1 : text.search(/^---/m);
  throw new ProvisionError('E0101', 'the file holds more than one YAML document', {
    at: new Lines(text, file).positionAt(Math.max(0, second)),
    hint: 'remove the second `---` line, or move what follows to a file of its own',
  });
}

/** Reads all documents of a YAML 1.1 text. */
export function parseYamlDocuments(text: string, file: string, options: SourceOptions = {}): Value[] {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  refuseControlCharacters(source, file);
  const common = readCommonYaml(source, file, options);
  return common === undefined ? parseWholeYaml(source, file, options) : [common.value];
}

/** Reads all documents of a text in any YAML 1.1: what {@link parseYamlDocuments} does with uncommon texts. */
export function parseWholeYaml(source: string, file: string, options: SourceOptions = {}): Value[] {
  const { documents, read } = readDocuments(source);
  const lines = new Lines(read.text, file, read.moved);
  return documents.map((document) => {
    const problem = document.errors[0];
    if (problem) throw explainYamlProblem(problem, { text: read.text, lines, document });
    return buildValue(document.contents, { lines, text: read.text, options });
  });
}

interface ReadDocuments {
  readonly documents: readonly Document.Parsed[];
  /** The text that they were read from. */
  readonly read: MovedText;
}

/** Tries again with lines moved where they stand too far to the left; when that is of no use the text is read as it is. */
function readDocuments(text: string): ReadDocuments {
  const asWritten: ReadDocuments = { documents: documentsOf(text), read: { text, moved: new Map() } };
  let { documents, read } = asWritten;
  for (let tries = 0; tries < mostMoves; tries++) {
    const broken = documents.find(({ errors }) => errors.length > 0);
    if (!broken) return { documents, read };
    const moved = moveLooseLines(read, broken);
    if (!moved) return asWritten;
    read = moved;
    documents = documentsOf(read.text);
  }
  return asWritten;
}

/** A file with more loosely written parts than this is rather one with a mistake that moving does not mend. */
const mostMoves = 200;

/** Scalars stay text here: `build-value` gives them YAML 1.1's types. */
function documentsOf(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents)) return [];
  for (const document of documents) document.errors = document.errors.filter((problem) => !isAllowed(problem));
  return documents;
}

/** PyYAML lets a comment begin right behind a quote or a bracket. */
function isAllowed({ message }: YAMLParseError): boolean {
  return message.startsWith('Comments must be separated');
}

const forbidden = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]/;

function refuseControlCharacters(text: string, file: string): void {
  const offset = text.search(forbidden);
  if (offset === -1) return;
  const code = text.charCodeAt(offset).toString(16).padStart(4, '0');
  throw new ProvisionError('E0101', `the control character U+${code} is not allowed in YAML`, {
    at: new Lines(text, file).positionAt(offset),
    hint: 'remove it, or write it as an escape in double quotes, such as "\\u001b"',
  });
}
