import type { Value } from '../values/value.js';
import type { RunHost } from './run-host.js';

const prefix = 'ansible_';

/** Notes a fact under the name that a module gave it. */
export function learnFact({ known }: RunHost, name: string, value: Value): void {
  const isPlain = !name.startsWith(prefix);
  known.facts.set(isPlain ? name : name.slice(prefix.length), value);
  if (isPlain) known.plainNames.add(name);
}
