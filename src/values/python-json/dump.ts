import { compareText } from '../code-points.js';
import { floatRepr } from '../float-repr.js';
import { typeError, valueError } from '../python-error.js';
import { toText } from '../repr.js';
import { RuntimeObject } from '../runtime-object.js';
import { timestampText } from '../timestamp-text.js';
import { typeName } from '../type-name.js';
import { Float, Timestamp, isDict, isList, type Dict } from '../value.js';

/** What Python's `json.dumps` takes. */
export interface DumpOptions {
  /** Indentation as text; without it everything stands on one line. */
  readonly indent: string | undefined;
  readonly itemSeparator: string;
  readonly keySeparator: string;
  readonly sortKeys: boolean;
  readonly ensureAscii: boolean;
  readonly allowNan: boolean;
}

/** JSON for programs: nothing that need not be there. */
export const compactJson: DumpOptions = {
  indent: undefined,
  itemSeparator: ',',
  keySeparator: ':',
  sortKeys: false,
  ensureAscii: false,
  allowNan: true,
};

/** A value as JSON, byte for byte as Python writes it. */
export function dumpJson(value: unknown, options: DumpOptions, depth = 0): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return dumpText(value, options.ensureAscii);
  if (typeof value === 'number' || typeof value === 'bigint') return toText(value);
  if (value instanceof Float) return dumpFloat(value.value, options);
  if (value instanceof Timestamp) return dumpText(timestampText(value).replace(' ', 'T'), options.ensureAscii);
  if (isList(value))
    return dumpMembers(
      '[]',
      value.map((item) => dumpJson(item, options, depth + 1)),
      { options, depth },
    );
  if (isDict(value)) return dumpMembers('{}', dumpPairs(value, options, depth), { options, depth });
  if (value instanceof RuntimeObject) value.use();
  throw typeError(`Object of type ${typeName(value)} is not JSON serializable`);
}

function dumpMembers(
  brackets: string,
  members: readonly string[],
  { options, depth }: { options: DumpOptions; depth: number },
): string {
  const [open = '', close = ''] = brackets;
  if (members.length === 0) return brackets;
  if (options.indent === undefined) return open + members.join(options.itemSeparator) + close;
  const line = `\n${options.indent.repeat(depth + 1)}`;
  return `${open}${line}${members.join(options.itemSeparator + line)}\n${options.indent.repeat(depth)}${close}`;
}

function dumpPairs(dict: Dict, options: DumpOptions, depth: number): string[] {
  const members = new Map([...dict].map(([key, member]) => [keyText(key, options), member]));
  const pairs = [...members];
  if (options.sortKeys) pairs.sort(([a], [b]) => compareText(a, b));
  return pairs.map(
    ([key, member]) => dumpText(key, options.ensureAscii) + options.keySeparator + dumpJson(member, options, depth + 1),
  );
}

function keyText(key: unknown, options: DumpOptions): string {
  if (typeof key === 'string') return key;
  if (
    key === null ||
    typeof key === 'boolean' ||
    typeof key === 'number' ||
    typeof key === 'bigint' ||
    key instanceof Float
  ) {
    return dumpJson(key, options);
  }
  throw typeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function dumpFloat(value: number, options: DumpOptions): string {
  if (Number.isFinite(value)) return floatRepr(value);
  if (!options.allowNan) throw valueError(`Out of range float values are not JSON compliant: ${floatRepr(value)}`);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

function dumpText(text: string, ensureAscii: boolean): string {
  const special = ensureAscii ? /["\\]|[^\x20-\x7e]/g : /["\\\x00-\x1f]/g;
  const body = text.replace(
    special,
    (unit) => shortEscapes[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${body}"`;
}
