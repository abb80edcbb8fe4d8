import type { Value } from '../values/value.js';

/** The steps to a place in data or in a schema. */
export type Path = readonly (string | number)[];

/** One place of the data that does not fit. */
export interface Mismatch {
  readonly path: Path;
  readonly schemaPath: Path;
  /** The keyword; `null` for the schema `false`. */
  readonly validator: string | null;
  readonly message: string;
  readonly expected: Value;
  readonly found: Value;
  readonly schema: Value;
}
