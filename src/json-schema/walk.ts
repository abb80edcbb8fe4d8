import type { ErrorObject } from 'ajv';
import type { Dict, Value } from '../values/value.js';
import type { CompiledSchema } from './compile.js';
import type { Draft } from './drafts.js';
import type { Mismatch, Path } from './mismatch.js';

/** Where the walk is: a value of the data and the way to it in data and schema. */
export interface Place {
  readonly value: Value;
  readonly path: Path;
  readonly schemaPath: Path;
  /** What references are relative to. */
  readonly base: string;
  /** Whether the value is a property's name. */
  readonly isName?: boolean;
  /** The keyword that led here: to what it forbids altogether no way is told. */
  readonly outer?: { readonly path: Path; readonly schemaPath: Path };
}

/** A keyword that the walk comes by. */
export interface Step {
  readonly keyword: string;
  readonly expected: Value;
  readonly schema: Dict;
  readonly at: Place;
}

/** The walk through data and schema. */
export interface Walk {
  readonly compiled: CompiledSchema;
  readonly draft: Draft;
  /** What of a value does not fit a schema. */
  mismatches(schema: Value, at: Place): Iterable<Mismatch>;
  /** What the validator says of a keyword here. */
  errorsAt(step: Step): readonly ErrorObject[];
}

/** What does not fit a keyword where the walk is. */
export function mismatch({ keyword, expected, schema, at }: Step, message: string): Mismatch {
  return {
    path: at.path,
    schemaPath: [...at.schemaPath, keyword],
    validator: keyword,
    message,
    expected,
    found: at.value,
    schema,
  };
}

/** Goes on with a member of the value, or with the value itself where no member is named. */
export function into(
  at: Place,
  schemaPath: Path,
  member?: { readonly key: string | number; readonly value: Value },
): Place {
  const outer = { path: at.path, schemaPath: [...at.schemaPath, ...schemaPath.slice(0, 1)] };
  const along = { ...at, outer, schemaPath: [...at.schemaPath, ...schemaPath] };
  return member === undefined ? along : { ...along, value: member.value, path: [...at.path, member.key] };
}
