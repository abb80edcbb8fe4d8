import type { Scalar } from 'yaml';
import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { Float, TemplateText, UnsafeText, VaultText, holdsTemplate, type Value } from '../values/value.js';
import type { Lines } from './lines.js';
import { parseFloatText, parseInteger, resolvePlain } from './plain-scalar.js';
import { findTimestamp } from './timestamp.js';

/** What text is: content that may hold templates, content marked `!unsafe`, or mere data (keys, too). */
export type Trust = 'content' | 'unsafe' | 'data';

interface ScalarSource {
  readonly lines: Lines;
  readonly text: string;
  readonly trust: Trust;
}

/** The value of a scalar, by its tag, else by how it is written. */
export function buildScalar(node: Scalar, offset: number, { lines, text: source, trust }: ScalarSource): Value {
  const text = textOf(node, source);
  const at = (): Position => lines.positionAt(offset);
  if (node.tag !== undefined && node.tag !== '!') return buildTagged(node.tag, text, { at: at(), trust });
  // The tag `!` alone says nothing in YAML 1.1.
  if (node.type === 'PLAIN') {
    const value = resolvePlain(text);
    if (typeof value !== 'string') return value;
  }
  return textValue(text, at, trust);
}

/** A block at the end of a file without a last line break ends without one too. */
function textOf({ value, source: written = '', type, range }: Scalar, source: string): string {
  const text = typeof value === 'string' ? value : written;
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  const isCut =
    isBlock && range?.[1] === source.length && /[^\n]*\S[^\n]*$/.test(source.slice(source.lastIndexOf('\n') + 1));
  return isCut && text.endsWith('\n') ? text.slice(0, -1) : text;
}

interface Tagged {
  readonly at: Position;
  readonly trust: Trust;
}

/** The value of a text that is no number, word or the like: a template where it may be one. */
export function textValue(text: string, at: () => Position, trust: Trust): Value {
  if (trust === 'unsafe') return new UnsafeText(text, at());
  return trust === 'content' && holdsTemplate(text) ? new TemplateText(text, at()) : text;
}

function buildTagged(tag: string, text: string, { at, trust }: Tagged): Value {
  switch (tag) {
    case '!vault':
    case '!vault-encrypted':
      return new VaultText(text, at);
    case '!unsafe':
      return trust === 'data' ? text : new UnsafeText(text, at);
    case 'tag:yaml.org,2002:str':
      return textValue(text, () => at, trust);
    default:
      return buildStandard(tag, text, at);
  }
}

/** YAML's own tags for scalars: the text is converted, whatever it looks like. */
function buildStandard(tag: string, text: string, at: Position): Value {
  const converted = convert(tag, text);
  if (converted !== undefined) return converted;
  const known = standardTags.has(tag);
  throw new ProvisionError(
    'E0101',
    known ? `"${text}" cannot be read as ${tag.replace('tag:yaml.org,2002:', '!!')}` : `the tag "${tag}" is unknown`,
    {
      at,
      hint: known ? undefined : 'the tags are !vault, !unsafe and those of YAML itself, such as !!str',
    },
  );
}

const standardTags = new Set(
  ['int', 'float', 'bool', 'null', 'timestamp', 'binary'].map((name) => `tag:yaml.org,2002:${name}`),
);

function convert(tag: string, text: string): Value | undefined {
  const resolved = resolvePlain(text);
  switch (tag) {
    case 'tag:yaml.org,2002:int':
      return typeof resolved === 'number' || typeof resolved === 'bigint' ? parseInteger(text) : undefined;
    case 'tag:yaml.org,2002:float':
      return typeof resolved === 'number' || resolved instanceof Float ? new Float(parseFloatText(text)) : undefined;
    case 'tag:yaml.org,2002:bool':
      return typeof resolved === 'boolean' ? resolved : undefined;
    case 'tag:yaml.org,2002:null':
      return null;
    case 'tag:yaml.org,2002:timestamp':
      return findTimestamp(text);
    case 'tag:yaml.org,2002:binary':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return undefined;
  }
}
