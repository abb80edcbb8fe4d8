import { arg } from '../../module-kit/index.js';
import { attributeArguments, writingArguments } from '../files/arguments.js';

/** The arguments that all modules share which edit a text file. */
export const editArguments = {
  ...attributeArguments,
  ...writingArguments,
  path: arg.path({ required: true, aliases: ['dest', 'destfile', 'name'], doc: 'File to edit.' }),
} as const;
