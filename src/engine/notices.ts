import type { Deprecation } from '../template/plugins.js';
import type { Dict, Value } from '../values/value.js';

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

/** What the items' results of a loop warn of is in the result of the whole, and no longer in theirs. */
export function takeNotices(results: readonly Dict[]): { readonly items: readonly Dict[]; readonly notices: Dict } {
  const all = (key: string): readonly Value[] => results.flatMap((result) => listAt(result, key));
  return {
    items: results.map(
      (result) => new Map([...result].filter(([key]) => key !== 'warnings' && key !== 'deprecations')),
    ),
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
