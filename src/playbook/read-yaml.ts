import { parseYaml } from '../source/parse-yaml.js';
import type { Value } from '../values/value.js';
import type { ContentReader } from './content.js';

interface Parsed {
  readonly text: string;
  readonly value: Value;
}

/** What was parsed for each reader. Readers are copied with changed members; `readText` is what the copies share. */
const parsed = new WeakMap<ContentReader['readText'], Map<string, Parsed>>();

/** The content of a YAML file. A role that is used many times is parsed once, as long as its text stays the same. */
export function readYaml(
  reader: Pick<ContentReader, 'readText' | 'duplicateKeys' | 'warn' | 'deprecate'>,
  path: string,
): Value {
  let files = parsed.get(reader.readText);
  if (!files) parsed.set(reader.readText, (files = new Map()));
  const text = reader.readText(path);
  const known = files.get(path);
  if (known?.text === text) return known.value;
  const value = parseYaml(text, path, {
    duplicateKeys: reader.duplicateKeys,
    onWarning: reader.warn,
    onDeprecation: reader.deprecate,
  });
  files.set(path, { text, value });
  return value;
}
