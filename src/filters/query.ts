import jmespath from 'jmespath';
import { messageOf } from '../base/errors.js';
import type { FilterDefinition } from '../template/plugins.js';
import { asElement } from '../template/runtime.js';
import { fromJson, toJson } from '../values/json.js';
import { toText } from '../values/repr.js';
import { failure } from './failure.js';

const jsonQuery: FilterDefinition = {
  name: 'community.general.json_query',
  aliases: ['json_query'],
  parameters: ['expr'],
  examples: [["{{ {'a': [{'b': 1}, {'b': 2}]} | community.general.json_query('a[?b > `1`].b') }}", [2]]],
  apply(input, { expr }) {
    try {
      return fromJson(jmespath.search(toJson(asElement(input)), toText(expr)));
    } catch (error) {
      throw failure(`JMESPathError in json_query filter plugin:\n${messageOf(error)}`);
    }
  },
};

export const queryFilters = [jsonQuery] as const;
