import type { Position } from '../base/position.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { rememberOrigin } from '../values/origin.js';
import { TomlReader } from './toml-reader.js';

/** Reads a TOML 1.0 document. Texts with template delimiters are templates. Errors are E0104. */
export function parseToml(text: string, file: string): Dict {
  return new TomlDocument(text, file).read();
}

/** The tables of a document under way: which of them a header may open once more. */
class TomlDocument {
  readonly #reader: TomlReader;
  readonly #root: Dict = new Map();
  /** Tables that a header of their own has opened: a second one is an error. */
  readonly #opened = new Set<Value>();

  constructor(text: string, file: string) {
    this.#reader = new TomlReader(text, file);
  }

  read(): Dict {
    let table = this.#root;
    rememberOrigin(table, { at: this.#reader.here() });
    while (this.#reader.skipLines()) {
      if (this.#reader.startsWith('[')) table = this.#openTable();
      else this.#readPair(table);
      this.#reader.endLine();
    }
    return this.#root;
  }

  #readPair(table: Dict): void {
    const at = this.#reader.here();
    const [keys, value] = this.#reader.readPair();
    assign(table, { keys, value, fail: () => this.#reader.problem(`"${keys.join('.')}" is set twice`, at) });
  }

  #openTable(): Dict {
    const at = this.#reader.here();
    const { keys, isArray } = this.#reader.readHeader();
    const last = keys.at(-1) ?? '';
    const parent = descend(this.#root, keys.slice(0, -1), () => this.#redefined(keys, at));
    const known = parent.get(last);
    const table: Dict = new Map();
    rememberOrigin(table, { at });
    if (isArray) return this.#append(parent, { key: last, table, fail: () => this.#redefined(keys, at) });
    if (known !== undefined && (!isDict(known) || this.#opened.has(known))) throw this.#redefined(keys, at);
    const result = isDict(known) ? known : table;
    parent.set(last, result);
    this.#opened.add(result);
    return result;
  }

  #append(parent: Dict, { key, table, fail }: { key: string; table: Dict; fail: () => Error }): Dict {
    const list = parent.get(key) ?? [];
    if (!isList(list)) throw fail();
    list.push(table);
    parent.set(key, list);
    return table;
  }

  #redefined(keys: readonly string[], at: Position): Error {
    return this.#reader.problem(`the table "${keys.join('.')}" is defined twice`, at);
  }
}

/** The table that a dotted key leads to; tables on the way are made, of arrays the last one counts. */
function descend(table: Dict, keys: readonly string[], fail: () => Error): Dict {
  let current = table;
  for (const key of keys) {
    const known = current.get(key) ?? new Map<Value, Value>();
    current.set(key, known);
    const next = isList(known) ? known.at(-1) : known;
    if (!isDict(next)) throw fail();
    current = next;
  }
  return current;
}

/** Sets the value of a dotted key. */
function assign(
  table: Dict,
  { keys, value, fail }: { readonly keys: readonly string[]; readonly value: Value; readonly fail: () => Error },
): void {
  const parent = descend(table, keys.slice(0, -1), fail);
  const last = keys.at(-1) ?? '';
  if (parent.has(last)) throw fail();
  parent.set(last, value);
}
