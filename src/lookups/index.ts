import type { LookupDefinition } from '../template/plugins.js';
import { binaryFile } from './binary_file.js';
import { filterLookups } from './by-filter.js';
import { collectionVersion } from './collection_version.js';
import { config } from './config.js';
import { csvfile } from './csvfile.js';
import { dict } from './dict.js';
import { env } from './env.js';
import { file } from './file.js';
import { fileglob } from './fileglob.js';
import { filetree } from './filetree.js';
import { firstFound } from './first_found.js';
import { flattened } from './flattened.js';
import { indexedItems } from './indexed_items.js';
import { ini } from './ini.js';
import { inventoryHostnames } from './inventory_hostnames.js';
import { items } from './items.js';
import { lines } from './lines.js';
import { list } from './list.js';
import { mergeVariables } from './merge_variables.js';
import { cartesian, nested } from './nested.js';
import { password } from './password.js';
import { passwordstore } from './passwordstore.js';
import { pipe } from './pipe.js';
import { randomChoice } from './random_choice.js';
import { randomString } from './random_string.js';
import { sequence } from './sequence.js';
import { subelements } from './subelements.js';
import { template } from './template.js';
import { together } from './together.js';
import { unvault } from './unvault.js';
import { url } from './url.js';
import { validate } from './validate.js';
import { varnames } from './varnames.js';
import { vars } from './vars.js';

const definitions: readonly LookupDefinition[] = [
  ...filterLookups,
  binaryFile,
  cartesian,
  collectionVersion,
  config,
  csvfile,
  dict,
  env,
  file,
  fileglob,
  filetree,
  firstFound,
  flattened,
  indexedItems,
  ini,
  inventoryHostnames,
  items,
  lines,
  list,
  mergeVariables,
  nested,
  password,
  passwordstore,
  pipe,
  randomChoice,
  randomString,
  sequence,
  subelements,
  template,
  together,
  unvault,
  url,
  validate,
  varnames,
  vars,
];

/** All lookups by every name they answer to. */
export const lookups: ReadonlyMap<string, LookupDefinition> = new Map(
  definitions.flatMap((definition) => namesOf(definition).map((name) => [name, definition] as const)),
);

function namesOf({ name, aliases = [] }: LookupDefinition): string[] {
  return [name, ...aliases].flatMap((known) =>
    known.includes('.') ? [known] : [known, `ansible.builtin.${known}`, `ansible.legacy.${known}`],
  );
}
