import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { positionOfKey, rememberOrigin } from '../values/origin.js';
import { rememberTrusted } from '../values/trust.js';
import { Float, Timestamp, isDict, isList, type Dict, type Value } from '../values/value.js';
import { toText } from '../values/repr.js';
import type { Lines } from './lines.js';
import type { SourceOptions } from './parse-yaml.js';
import { buildScalar, type Trust } from './scalar.js';
import { collectionTag, taggedCollection } from './tagged-collection.js';

/** What building the values of one document shares. */
export interface Building {
  readonly lines: Lines;
  readonly text: string;
  readonly options: SourceOptions;
}

interface State extends Building {
  readonly anchors: Map<string, Value>;
  readonly open: Set<string>;
  /** Inside `!unsafe` nothing is a template. */
  readonly trust: Trust;
}

type Node = ParsedNode | null | undefined;

/** The value of a parsed document. */
export function buildValue(node: Node, building: Building): Value {
  const trust = building.options.trusted === false ? 'data' : 'content';
  return build(node, { ...building, anchors: new Map(), open: new Set(), trust });
}

function build(node: unknown, state: State): Value {
  if (isAlias(node)) return resolveAlias(node, state);
  if (isScalar(node)) return anchored(node, state, () => buildScalar(node, startOf(node, state.text), state));
  if (isMap(node)) return anchored(node, state, () => inTagsForm(node, state, buildMap(node, within(node, state))));
  if (isSeq(node)) return anchored(node, state, () => inTagsForm(node, state, buildSeq(node, within(node, state))));
  return null;
}

function anchored(node: Scalar | YAMLMap | YAMLSeq, state: State, make: () => Value): Value {
  const anchor = node.anchor;
  if (anchor === undefined) return make();
  state.open.add(anchor);
  const value = make();
  state.open.delete(anchor);
  state.anchors.set(anchor, value);
  return value;
}

function resolveAlias(alias: Alias, state: State): Value {
  const at = state.lines.positionAt(offsetOf(alias));
  if (state.open.has(alias.source))
    throw new ProvisionError('E0101', `the anchor "${alias.source}" contains itself`, { at });
  const value = state.anchors.get(alias.source);
  if (value !== undefined) return value;
  throw new ProvisionError('E0101', `no anchor "&${alias.source}" stands above this alias`, {
    at,
    hint: 'text that begins with * must be quoted',
  });
}

/** The state inside a container: `!unsafe` takes trust away; other tags than YAML's own are refused. */
function within(node: YAMLMap | YAMLSeq, state: State): State {
  if (node.tag === undefined || node.tag === '!') return state;
  if (node.tag === '!unsafe') return { ...state, trust: state.trust === 'data' ? 'data' : 'unsafe' };
  if (node.tag === `tag:yaml.org,2002:${isMap(node) ? 'map' : 'seq'}` || collectionTag(node.tag)) return state;
  throw new ProvisionError('E0101', `the tag "${node.tag}" cannot stand before a ${isMap(node) ? 'mapping' : 'list'}`, {
    at: state.lines.positionAt(offsetOf(node)),
  });
}

/** What stands behind `!!set`, `!!omap` or `!!pairs` becomes another kind of collection. */
function inTagsForm(node: YAMLMap | YAMLSeq, { text, lines, options }: State, value: Dict | Value[]): Value {
  const tag = collectionTag(node.tag);
  if (tag === undefined) return value;
  const offset = text.lastIndexOf(`!!${tag}`, offsetOf(node));
  return taggedCollection(tag, value, { at: lines.positionAt(offset < 0 ? offsetOf(node) : offset), options });
}

function buildSeq(node: YAMLSeq, state: State): Value[] {
  const list: Value[] = [];
  const items: Position[] = [];
  for (const item of node.items) {
    items.push(state.lines.positionAt(offsetOf(item) || offsetOf(node)));
    list.push(build(item, state));
  }
  rememberOrigin(list, { at: state.lines.positionAt(offsetOf(node)), items });
  if (state.trust === 'data') rememberTrusted(list, []);
  return list;
}

function buildMap(node: YAMLMap, state: State): Dict {
  const dict: Dict = new Map();
  const keys = new Map<Value, Position>();
  if (node.items.some((pair) => isMergeKey(pair.key))) mergeInto(dict, keys, { node, state });
  const values = new Map<Value, Position>();
  const own = new Set<Value>();
  for (const pair of node.items) {
    if (!isMergeKey(pair.key)) addPair(pair, { dict, keys, values, own, state });
  }
  rememberOrigin(dict, { at: state.lines.positionAt(offsetOf(node)), keys, values });
  if (state.trust === 'data') rememberTrusted(dict, []);
  return dict;
}

interface Filling {
  readonly dict: Dict;
  readonly keys: Map<Value, Position>;
  readonly values: Map<Value, Position>;
  readonly own: Set<Value>;
  readonly state: State;
}

function addPair(pair: Pair, { dict, keys, values, own, state }: Filling): void {
  const at = state.lines.positionAt(offsetOf(pair.key));
  const key = buildKey(pair.key, state);
  if (own.has(key)) reportDuplicate(key, at, state.options);
  own.add(key);
  keys.set(key, at);
  const value = build(pair.value, state);
  if (typeof value === 'string') values.set(key, state.lines.positionAt(offsetOf(pair.value)));
  dict.set(key, value);
}

function reportDuplicate(key: Value, at: Position, options: SourceOptions): void {
  const message = `Found duplicate mapping key '${String(key)}'.`;
  if (options.duplicateKeys === 'error') throw new ProvisionError('E0102', message, { at, hint: 'remove one of them' });
  if (options.duplicateKeys !== 'ignore') options.onWarning?.(message, at, { help: 'Using last defined value only.' });
}

/** Keys are never templates, and must be scalars. */
function buildKey(node: unknown, state: State): Value {
  const key = build(node, { ...state, trust: 'data' });
  if (key === null || typeof key !== 'object') return key;
  if (key instanceof Float) return String(key.value);
  if (key instanceof Timestamp) return toText(key);
  const offset = offsetOf(node);
  const isTemplate = state.text.startsWith('{', offset) && state.text.startsWith('{', offset - 1);
  throw new ProvisionError(
    'E0101',
    isTemplate ? 'a value that begins with {{ must be quoted' : 'a key must be a plain word, a number or a quoted text',
    {
      at: state.lines.positionAt(isTemplate ? offset - 1 : offset),
      hint: isTemplate ? 'put the whole value in quotes: key: "{{ variable }}"' : undefined,
    },
  );
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** `<<` puts another mapping's pairs first, so that the mapping's own win; of a list of mappings the first one wins. */
function mergeInto(dict: Dict, keys: Map<Value, Position>, { node, state }: { node: YAMLMap; state: State }): void {
  for (const pair of node.items) {
    if (!isMergeKey(pair.key)) continue;
    for (const source of mergeSources(pair, state)) {
      for (const [key, value] of source) {
        dict.set(key, value);
        const at = positionOfKey(source, key);
        if (at) keys.set(key, at);
      }
    }
  }
}

function mergeSources(pair: Pair, state: State): readonly Dict[] {
  const value = build(pair.value, state);
  const sources = isList(value) ? [...value].reverse() : [value];
  return sources.map((source) => {
    if (isDict(source)) return source;
    throw new ProvisionError('E0101', 'only a mapping, or a list of mappings, can be merged with <<', {
      at: state.lines.positionAt(offsetOf(pair.value) || offsetOf(pair.key)),
    });
  });
}

/** Where a scalar begins: at its tag, when it is `!unsafe`. */
function startOf(node: Scalar, text: string): number {
  const offset = offsetOf(node);
  return node.tag === '!unsafe' ? Math.max(0, text.lastIndexOf(node.tag, offset)) : offset;
}

function offsetOf(node: unknown): number {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) return node.range?.[0] ?? 0;
  return 0;
}
