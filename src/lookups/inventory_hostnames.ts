import type { LookupDefinition } from '../template/plugins.js';
import { textTerm } from './arguments.js';
import { flattenOnce } from './items.js';

export const inventoryHostnames: LookupDefinition = {
  name: 'inventory_hostnames',
  options: [],
  run: (terms, _options, { controller }) => [
    ...controller.matchHosts(
      flattenOnce(terms)
        .map((term) => textTerm(term))
        .join(':'),
    ),
  ],
};
