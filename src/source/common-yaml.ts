import { Lines } from './lines.js';
import { CommonYamlReader } from './common-yaml-reader.js';
import { Uncommon } from './common-yaml-lines.js';
import type { SourceOptions } from './parse-yaml.js';
import type { Value } from '../values/value.js';

/** Other line breaks than `\n`, tabs and marks of byte order have rules of their own. */
const unusual = /[\t\r\x85\u2028\u2029\uFEFF]/;

/**
 * The value of a document in the YAML that people mostly write, as a box: block mappings and lists, scalars and brackets
 * that end on their line, block scalars. Everything else (anchors, tags, merge keys, scalars over several lines, repeated
 * keys, every mistake) gives `undefined`, and the whole language's parser reads it. What is read here is read many times
 * faster, and a run reads a lot; a test holds that both give the same values and places.
 */
export function readCommonYaml(
  text: string,
  file: string,
  { trusted }: SourceOptions,
): { readonly value: Value } | undefined {
  if (unusual.test(text)) return undefined;
  try {
    const reader = new CommonYamlReader(text, new Lines(text, file), trusted === false ? 'data' : 'content');
    return { value: reader.readDocument() };
  } catch (error) {
    if (error instanceof Uncommon) return undefined;
    throw error;
  }
}
