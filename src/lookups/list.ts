import type { LookupDefinition } from '../template/plugins.js';

export const list: LookupDefinition = {
  name: 'list',
  options: [],
  run: (terms) => [...terms],
};
