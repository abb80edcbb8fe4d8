import type { FilterDefinition, TestDefinition } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { certificateFilters } from './certificates.js';
import { choiceFilters } from './choices.js';
import { collectionFilters } from './collections.js';
import { commentFilters } from './comment.js';
import { consolidateFilters } from './consolidate.js';
import { dataPathFilters } from './data-paths.js';
import { dateFilters } from './dates.js';
import { dictFilters } from './dicts.js';
import { encodingFilters } from './encoding.js';
import { hardwareFilters } from './hardware.js';
import { hashFilters } from './hashes.js';
import { hashidsFilters } from './hashids.js';
import { htmlFilters } from './html.js';
import { internalFilters, internalTests } from './internals.js';
import { jsonFilters } from './json.js';
import { keyFilters } from './keys.js';
import { listSetFilters } from './list-sets.js';
import { listFilters } from './lists.js';
import { mathFilters } from './math.js';
import { networkFilters } from './network.js';
import { rangeFilters } from './networks.js';
import { passwordFilters } from './passwords.js';
import { pathFilters } from './paths.js';
import { addressTests } from './predicates/addresses.js';
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
import { tableFilters } from './tables.js';
import { timeUnitFilters } from './time-units.js';
import { validateFilters, validateTests } from './validate.js';
import { vaultFilters } from './vault.js';
import { yamlFilters } from './yaml.js';

/** All filters by every name they answer to. */
export const filters: ReadonlyMap<string, FilterDefinition> = byName<FilterDefinition>([
  certificateFilters,
  choiceFilters,
  collectionFilters,
  commentFilters,
  consolidateFilters,
  dataPathFilters,
  dateFilters,
  dictFilters,
  encodingFilters,
  hardwareFilters,
  hashFilters,
  hashidsFilters,
  htmlFilters,
  internalFilters,
  jsonFilters,
  keyFilters,
  listFilters,
  listSetFilters,
  mathFilters,
  networkFilters,
  passwordFilters,
  pathFilters,
  queryFilters,
  randomFilters,
  rangeFilters,
  regexFilters,
  selectFilters,
  sequenceFilters,
  sizeFilters,
  stringFilters,
  tableFilters,
  timeUnitFilters,
  validateFilters,
  vaultFilters,
  yamlFilters,
]);

/** All tests by every name they answer to. */
export const tests: ReadonlyMap<string, TestDefinition> = byName<TestDefinition>([
  addressTests,
  fileTests,
  internalTests,
  jinjaTests,
  resultTests,
  validateTests,
  valueTests,
  [
    { name: 'filter', holds: (input) => filters.has(toText(input)) },
    { name: 'test', holds: (input) => tests.has(toText(input)) },
  ],
]);
