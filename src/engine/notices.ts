import { mergedTrust } from '../values/trust.js';
import type { EventBus } from '../events/bus.js';
import type { Deprecation } from '../events/event.js';
import { toText } from '../values/repr.js';
import { isDict, type Dict, type Value } from '../values/value.js';

/** What templates of a task on a host warn of: registered results tell it, as Ansible's do. */
export class Notices {
  readonly #warnings = new Map<string, Value>();
  readonly #deprecations = new Map<string, Value>();

  /** `place` tells notices of one text apart; a template that is evaluated again is noted once. */
  warn(message: string, place: string): void {
    this.#warnings.set(`${place} ${message}`, message);
  }

  deprecate(deprecation: Deprecation, place: string): void {
    this.#deprecations.set(`${place} ${deprecation.message}`, deprecationValue(deprecation));
  }

  /** The result with the notices behind what it tells already. */
  addTo(result: Dict): Dict {
    return withNotices(result, [...this.#warnings.values()], [...this.#deprecations.values()]);
  }
}

/** Tells of what a module's result warns of. */
export function tellNotices(result: Dict, events: Pick<EventBus, 'emit'>): void {
  for (const message of listAt(result, 'warnings')) events.emit({ type: 'warning', message: toText(message) });
  for (const deprecation of listAt(result, 'deprecations')) {
    if (!isDict(deprecation)) continue;
    const text = (key: string): string => toText(deprecation.get(key) ?? '');
    events.emit({ type: 'deprecation', message: text('msg'), version: text('version'), module: moduleOf(deprecation) });
  }
}

/** The module that says so itself; `undefined` for ansible-core and for what names nobody. */
function moduleOf(deprecation: Dict): string | undefined {
  const deprecator = deprecation.get('deprecator');
  if (!isDict(deprecator) || deprecator.get('type') !== 'module') return undefined;
  const name = toText(deprecator.get('resolved_name') ?? '');
  return name.slice(name.lastIndexOf('.') + 1);
}

/** What the items' results of a loop warn of is in the result of the whole, and no longer in theirs. */
export function takeNotices(results: readonly Dict[]): { readonly items: readonly Dict[]; readonly notices: Dict } {
  const all = (key: string): readonly Value[] => results.flatMap((result) => listAt(result, key));
  return {
    items: results.map((result) => {
      const item = mergedTrust(result);
      for (const key of ['warnings', 'deprecations']) item.delete(key);
      return item;
    }),
    notices: withNotices(new Map(), all('warnings'), all('deprecations')),
  };
}

function withNotices(result: Dict, warnings: readonly Value[], deprecations: readonly Value[]): Dict {
  if (warnings.length + deprecations.length === 0) return result;
  const noted = new Map(result);
  if (warnings.length > 0) noted.set('warnings', [...listAt(result, 'warnings'), ...warnings]);
  if (deprecations.length > 0) noted.set('deprecations', [...listAt(result, 'deprecations'), ...deprecations]);
  return noted;
}

function listAt(result: Dict, key: string): readonly Value[] {
  const value = result.get(key);
  return Array.isArray(value) ? value : [];
}

function deprecationValue({ message, version }: Deprecation): Dict {
  const deprecator: Dict = new Map<Value, Value>([
    ['resolved_name', 'ansible.builtin'],
    ['type', null],
  ]);
  return new Map<Value, Value>([
    ['msg', message],
    ['version', version],
    ['collection_name', 'ansible.builtin'],
    ['deprecator', deprecator],
  ]);
}
