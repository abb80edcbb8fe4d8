import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { positionOf, rememberOrigin } from '../values/origin.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import type { SourceOptions } from './parse-yaml.js';

/** YAML's tags of collections that are neither plain lists nor plain mappings. */
type CollectionTag = 'set' | 'omap' | 'pairs';

const advice: Readonly<Record<CollectionTag, string | undefined>> = {
  set: undefined,
  omap: 'Use a standard mapping instead, as key order is always preserved.',
  pairs: 'Use a standard mapping instead.',
};

/** Which of these tags a node has, if any. */
export function collectionTag(tag: string | undefined): CollectionTag | undefined {
  switch (tag) {
    case 'tag:yaml.org,2002:set':
      return 'set';
    case 'tag:yaml.org,2002:omap':
      return 'omap';
    case 'tag:yaml.org,2002:pairs':
      return 'pairs';
    default:
      return undefined;
  }
}

interface Tagged {
  /** Where the tag stands. */
  readonly at: Position;
  readonly options: SourceOptions;
}

/** The collection as ansible-core's variables have it: the members of a set, or pairs of a key and a value. */
export function taggedCollection(tag: CollectionTag, value: Dict | Value[], { at, options }: Tagged): Value[] {
  const help = advice[tag];
  if (help !== undefined)
    options.onDeprecation?.({ message: `Use of the YAML \`!!${tag}\` tag is deprecated.`, version: '2.23', help }, at);
  const members = tag === 'set' ? setMembers(value, at) : pairsOf(value, tag, at);
  rememberOrigin(members, { at, items: members.map((member) => positionOf(member) ?? at) });
  return members;
}

function setMembers(value: Dict | Value[], at: Position): Value[] {
  if (isDict(value)) return [...value.keys()];
  throw new ProvisionError('E0101', 'a mapping without values is expected behind !!set', { at });
}

function pairsOf(value: Dict | Value[], tag: CollectionTag, at: Position): Value[] {
  if (!isList(value))
    throw new ProvisionError('E0101', `a list of mappings is expected behind !!${tag}`, {
      at,
      hint: 'write each pair as `- key: value`',
    });
  return value.map((item) => onlyPair(item, positionOf(item) ?? at));
}

/** Key and value of a mapping that has nothing else. */
function onlyPair(item: Value, at: Position): Value[] {
  const [pair, ...others] = isDict(item) ? [...item] : [];
  if (pair === undefined || others.length > 0)
    throw new ProvisionError('E0101', 'a mapping of one key is expected here', { at });
  const both: Value[] = [...pair];
  rememberOrigin(both, { at, items: [at, at] });
  return both;
}
