import type { Arguments, Target, ValuesOf } from '../../src/module-kit/index.js';

/** Where modules run in tests without a host. */
export const target: Target = {
  host: 'web1',
  user: 'root',
  uid: 0,
  home: '/root',
  tools: new Set(['tar']),
  diff: false,
};

/** A module's values: those given, else the defaults. */
export function withDefaults<Args extends Arguments>(
  module: { readonly args: Args },
  given: Readonly<Record<string, unknown>>,
): ValuesOf<Args> {
  const defaults = Object.entries(module.args).map(([name, argument]): [string, unknown] => [name, argument.default]);
  // A test gives values of the arguments' types.
  return { ...Object.fromEntries(defaults), ...given } as ValuesOf<Args>;
}
