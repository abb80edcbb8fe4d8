import { expect, test } from 'vitest';
import { invocationOf } from '../../src/engine/invocation.js';
import { arg, defineModule, ask } from '../../src/module-kit/index.js';
import { toJson } from '../../src/values/json.js';
import type { Value } from '../../src/values/value.js';

const grow = defineModule({
  name: 'acme.tools.grow',
  summary: 'Grow something.',
  args: {
    size: arg.integer({ default: 3, aliases: ['height'], doc: 'How tall.' }),
    kind: arg.string({ doc: 'What.' }),
    key: arg.string({ secret: true, doc: 'What opens the garden.' }),
  },
  examples: [],
  *run() {
    yield* ask({});
    return {};
  },
});

test.each<[string, readonly (readonly [Value, Value])[], Record<string, unknown>]>([
  ['nothing', [], { size: 3, kind: null, key: null }],
  ['an alias', [['height', 5]], { size: 5, kind: null, key: null }],
  ['a secret', [['key', 'sesame']], { size: 3, kind: null, key: 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER' }],
])('what a module was called with: %s', (_case, given, wanted) => {
  expect(toJson(invocationOf(grow, new Map(given)))).toEqual({ module_args: wanted });
});
