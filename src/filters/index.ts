import type { FilterDefinition, TestDefinition } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { choiceFilters } from './choices.js';
import { collectionFilters } from './collections.js';
import { commentFilters } from './comment.js';
import { dateFilters } from './dates.js';
import { dictFilters } from './dicts.js';
import { encodingFilters } from './encoding.js';
import { hashFilters } from './hashes.js';
import { htmlFilters } from './html.js';
import { internalFilters, internalTests } from './internals.js';
import { jsonFilters } from './json.js';
import { listFilters } from './lists.js';
import { mathFilters } from './math.js';
import { networkFilters } from './network.js';
import { passwordFilters } from './passwords.js';
import { pathFilters } from './paths.js';
import { fileTests } from './predicates/files.js';
import { jinjaTests } from './predicates/jinja.js';
import { resultTests } from './predicates/results.js';
import { valueTests } from './predicates/values.js';
import { queryFilters } from './query.js';
import { randomFilters } from './random.js';
import { regexFilters } from './regex.js';
import { byName } from './registry.js';
import { selectFilters } from './select.js';
import { sequenceFilters } from './sequences.js';
import { sizeFilters } from './sizes.js';
import { stringFilters } from './strings.js';
import { vaultFilters } from './vault.js';
import { yamlFilters } from './yaml.js';

/** All filters by every name they answer to. */
export const filters: ReadonlyMap<string, FilterDefinition> = byName<FilterDefinition>([
  choiceFilters,
  collectionFilters,
  commentFilters,
  dateFilters,
  dictFilters,
  encodingFilters,
  hashFilters,
  htmlFilters,
  internalFilters,
  jsonFilters,
  listFilters,
  mathFilters,
  networkFilters,
  passwordFilters,
  pathFilters,
  queryFilters,
  randomFilters,
  regexFilters,
  selectFilters,
  sequenceFilters,
  sizeFilters,
  stringFilters,
  vaultFilters,
  yamlFilters,
]);

/** All tests by every name they answer to. */
export const tests: ReadonlyMap<string, TestDefinition> = byName<TestDefinition>([
  fileTests,
  internalTests,
  jinjaTests,
  resultTests,
  valueTests,
  [
    { name: 'filter', holds: (input) => filters.has(toText(input)) },
    { name: 'test', holds: (input) => tests.has(toText(input)) },
  ],
]);
