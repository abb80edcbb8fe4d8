import type { MappingNode, ScalarNode, ScalarStyle, SequenceNode, YamlNode } from './node.js';
import { compareValues } from '../../values/compare.js';
import { floatRepr } from '../../values/float-repr.js';
import { PythonError, typeError } from '../../values/python-error.js';
import { toText } from '../../values/repr.js';
import { RuntimeObject } from '../../values/runtime-object.js';
import { timestampText } from '../../values/timestamp-text.js';
import { typeName } from '../../values/type-name.js';
import { Float, Timestamp, VaultText, isDict, isList, type Dict, type Value } from '../../values/value.js';

export interface RepresentOptions {
  readonly style: ScalarStyle | undefined;
  /** Whether collections stand in brackets; `undefined` puts only the innermost there. */
  readonly flow: boolean | undefined;
  readonly sortKeys: boolean;
}

/** A value as YAML nodes, as PyYAML's safe dumper represents it. The same list or dict gives the same node: it is written once. */
export function representYaml(value: unknown, options: RepresentOptions): YamlNode {
  return new Representer(options).represent(value);
}

class Representer {
  readonly #known = new Map<object, YamlNode>();

  constructor(readonly options: RepresentOptions) {}

  represent(value: unknown): YamlNode {
    if (!isList(value) && !isDict(value) && !(value instanceof VaultText)) return this.#scalarOf(value);
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const node = this.#nodeOf(value);
    this.#known.set(value, node);
    return node;
  }

  /** Encrypted text that nobody asked to decrypt is written as it was read. */
  #nodeOf(value: Value[] | Dict | VaultText): YamlNode {
    if (value instanceof VaultText) return { kind: 'scalar', tag: '!vault', text: value.armoured, style: 'literal' };
    return isList(value) ? this.#sequence(value) : this.#mapping(value);
  }

  #scalarOf(value: unknown): ScalarNode {
    if (value === null || value === undefined) return this.#scalar('null', 'null');
    if (typeof value === 'string') return this.#scalar('str', value);
    if (typeof value === 'boolean') return this.#scalar('bool', String(value));
    if (typeof value === 'number' || typeof value === 'bigint') return this.#scalar('int', toText(value));
    if (value instanceof Float) return this.#scalar('float', floatText(value.value));
    if (value instanceof Timestamp) return this.#scalar('timestamp', timestampText(value));
    if (value instanceof Uint8Array)
      return { kind: 'scalar', tag: 'binary', text: base64Lines(value), style: 'literal' };
    if (value instanceof RuntimeObject) value.use();
    throw typeError(`cannot represent an object of type ${typeName(value)}`);
  }

  #scalar(tag: string, text: string): ScalarNode {
    return { kind: 'scalar', tag, text, style: this.options.style };
  }

  #sequence(list: readonly Value[]): SequenceNode {
    const items = list.map((item) => this.represent(item));
    return { kind: 'sequence', isFlow: this.options.flow ?? items.every(isBareScalar), items };
  }

  #mapping(dict: Dict): MappingNode {
    const pairs = this.#ordered(dict).map(([key, member]) => [this.represent(key), this.represent(member)] as const);
    return { kind: 'mapping', isFlow: this.options.flow ?? pairs.every((pair) => pair.every(isBareScalar)), pairs };
  }

  /** Keys in order; where they have none (text beside numbers), they stay as they are. */
  #ordered(dict: Dict): [Value, Value][] {
    const pairs = [...dict];
    if (!this.options.sortKeys) return pairs;
    try {
      return [...pairs].sort(([a], [b]) => compareValues(a, b));
    } catch (error) {
      if (error instanceof PythonError && error.type === 'TypeError') return pairs;
      throw error;
    }
  }
}

function isBareScalar(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style === undefined;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = floatRepr(value);
  // Without a point YAML 1.1 would read an exponent as text.
  return text.includes('.') ? text : text.replace('e', '.0e');
}

function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replace(/.{1,76}/g, '$&\n');
}
