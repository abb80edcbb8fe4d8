import type { ErrorObject } from 'ajv';
import { toRepr } from '../values/repr.js';
import { isDict, type Dict, type Value } from '../values/value.js';
import type { CompiledSchema } from './compile.js';
import { descents } from './descents.js';
import { ignoresBesideReference, keywordsOf, type Draft } from './drafts.js';
import { messagesOf } from './messages.js';
import type { Mismatch } from './mismatch.js';
import { mismatch, type Place, type Step, type Walk } from './walk.js';

/**
 * Puts what the validator found into the order and words of Python's jsonschema. It walks the schema along with the data,
 * and takes up the errors where it comes by: those from inside `anyOf`, `not` and the like are met by nobody.
 */
export class Locator implements Walk {
  readonly #errors = new Map<unknown, ErrorObject[]>();

  /** @param errors what the validator found in the data that the walk goes through */
  constructor(
    readonly compiled: CompiledSchema,
    readonly draft: Draft,
    errors: readonly ErrorObject[],
  ) {
    for (const error of errors) {
      const known = this.#errors.get(error.parentSchema);
      if (known === undefined) this.#errors.set(error.parentSchema, [error]);
      else known.push(error);
    }
  }

  /** What of a value does not fit a schema. */
  *mismatches(schema: Value, at: Place): Generator<Mismatch> {
    if (schema === false) {
      const { path, schemaPath } = at.outer ?? at;
      const found = at.value;
      const message = `False schema does not allow ${toRepr(found)}`;
      yield { path, schemaPath, validator: null, message, expected: null, found, schema };
    }
    if (!isDict(schema)) return;
    const id = schema.get('$id');
    const inside = typeof id === 'string' ? { ...at, base: new URL(id, at.base).href } : at;
    for (const [keyword, expected] of this.#keywords(schema))
      yield* this.#failed({ keyword, expected, schema, at: inside });
  }

  *#keywords(schema: Dict): Generator<[string, Value]> {
    const reference = ignoresBesideReference(this.draft) ? schema.get('$ref') : undefined;
    if (reference !== undefined) yield ['$ref', reference];
    else
      for (const [keyword, expected] of schema)
        if (typeof keyword === 'string' && keywordsOf[this.draft].has(keyword)) yield [keyword, expected];
  }

  *#failed(step: Step): Generator<Mismatch> {
    const { keyword, expected, schema, at } = step;
    const descend = descents[keyword];
    if (descend !== undefined) yield* descend(this, step);
    const errors = this.errorsAt(step);
    if (errors.length === 0) return;
    for (const message of messagesOf({ keyword, expected, found: at.value, schema, errors }))
      yield mismatch(step, message);
  }

  /** What the validator says of a keyword here. */
  errorsAt({ keyword, schema, at }: Step): readonly ErrorObject[] {
    const pointer = at.path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
    const errors = this.#errors.get(this.compiled.plain.plainOf(schema)) ?? [];
    return errors.filter(
      (error) =>
        error.keyword === keyword && error.instancePath === pointer && (at.isName !== true || error.data === at.value),
    );
  }
}
