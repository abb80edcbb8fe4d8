import { isNumeric, toDouble } from '../values/numbers.js';
import { toText } from '../values/repr.js';
import { isDict, isList, type Value } from '../values/value.js';

/** What stands where in a schema: a schema, schemas by names of the user's, or data to compare with. */
type Kind = 'schema' | 'named schemas' | 'data';

const holdingNamed = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies'];
const holdingData = ['const', 'enum', 'default', 'examples'];
/** Words that the validator understands, and JSON Schema does not. */
const foreign = ['nullable', '$async'];

/** A schema as plain objects, with the way back: which value each of its objects was made from. */
export class PlainSchema {
  readonly root: unknown;
  readonly #values = new Map<unknown, Value>();
  readonly #plain = new Map<Value, unknown>();

  /** @param base what the schema's `$id` is relative to, and its own when it has none: its parts can be asked for by that */
  constructor(schema: Value, base: string) {
    const root = this.#convert(schema, 'schema');
    const id = isDict(schema) ? schema.get('$id') : undefined;
    const $id = typeof id === 'string' ? new URL(id, base).href : base;
    this.root = isDict(schema) ? Object.assign(root ?? {}, { $id }) : root;
  }

  /** The object made from a dict of the schema. */
  plainOf(schema: Value): unknown {
    return this.#plain.get(schema);
  }

  /** The dict that an object was made from. */
  valueOf(plain: unknown): Value | undefined {
    return typeof plain === 'boolean' ? plain : this.#values.get(plain);
  }

  #convert(value: Value, kind: Kind): unknown {
    if (isList(value)) return value.map((item) => this.#convert(item, kind === 'data' ? 'data' : 'schema'));
    if (!isDict(value)) return plainData(value);
    const members = [...value].map(([key, member]): [string, Value] => [toText(key), member]);
    const known = kind === 'schema' ? members.filter(([key]) => !foreign.includes(key)) : members;
    const plain = Object.fromEntries(
      known.map(([key, member]) => [key, this.#convert(member, kindOf(key, kind))] as const),
    );
    this.#values.set(plain, value);
    this.#plain.set(value, plain);
    return plain;
  }
}

function kindOf(key: string, inside: Kind): Kind {
  if (inside !== 'schema') return inside === 'data' ? 'data' : 'schema';
  if (holdingData.includes(key)) return 'data';
  return holdingNamed.includes(key) ? 'named schemas' : 'schema';
}

/** Data as the validator takes it: numbers are numbers, dicts objects. */
export function plainData(value: Value): unknown {
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return toDouble(value);
  if (isList(value)) return value.map(plainData);
  if (isDict(value)) return Object.fromEntries([...value].map(([key, member]) => [toText(key), plainData(member)]));
  return value;
}
