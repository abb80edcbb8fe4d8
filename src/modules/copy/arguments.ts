import type { ValuesOf } from '../../module-kit/index.js';
import type { attributeArguments, writingArguments } from '../files/arguments.js';

/** What placing a file needs of a task: copy and template share these arguments. */
export type PlacingValues = ValuesOf<typeof attributeArguments & typeof writingArguments> & {
  readonly dest: string;
  readonly force: boolean;
  readonly follow: boolean;
};
