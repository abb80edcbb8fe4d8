import type { FactFamily } from './family.js';
import { factFamilies } from './index.js';

/**
 * The families that give these facts, named with or without `ansible_`. A name that no family lists is taken for an
 * interface's, whose facts are named after it, when it looks like one.
 */
export function factFamiliesFor(facts: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const fact of facts) {
    const name = fact.replace(/^ansible_/, '');
    const owners = [...factFamilies.values()].filter((family) => provides(family, name));
    for (const owner of owners) found.add(owner.name);
    if (owners.length === 0 && looksLikeInterface.test(name)) found.add('network');
  }
  return [...found].sort();
}

const looksLikeInterface =
  /^(lo\d*|host\d+|(eth|en[opsx]|wl|ww|ib|bond|team|br|br_|docker|veth|virbr|vlan|tun|tap|wg|cni|flannel|cali|dummy|macvlan|vmbr)\w*)$/;

/** Whether a name is a fact of a family, so that it can be told from other variables. */
export function isFact(name: string): boolean {
  return factFamiliesFor([name]).length > 0;
}

/** The families that `gather_subset` chooses; a name it does not know is returned in `unknown`. */
export function familiesOfSubset(subset: readonly string[]): {
  readonly families: readonly string[];
  readonly unknown: readonly string[];
} {
  const terms = subset
    .flatMap((term) => term.split(','))
    .map((term) => term.trim())
    .filter((term) => term !== '');
  const wanted = terms.filter((term) => !term.startsWith('!'));
  const refused = terms.filter((term) => term.startsWith('!')).map((term) => term.slice(1));
  // What is refused alone is refused from everything.
  const start = wanted.length === 0 && refused.length > 0 ? ['all'] : wanted;
  const chosen = new Set(start.flatMap(membersOf));
  for (const term of refused) for (const name of membersOf(term)) if (!isKept(name, term, wanted)) chosen.delete(name);
  if (!refused.includes('min')) for (const name of membersOf('min')) chosen.add(name);
  for (const name of wanted.filter((term) => term !== 'all').flatMap(membersOf))
    if (!refused.some((term) => term !== 'all' && term !== 'min' && membersOf(term).includes(name))) chosen.add(name);
  const known = [...wanted, ...refused].filter((term) => term !== 'all' && term !== 'min');
  return {
    families: [...chosen].sort(),
    unknown: known.filter((term) => !withoutFamily.has(term) && membersOf(term).length === 0),
  };
}

/** `!all` leaves the smallest subset. */
function isKept(name: string, term: string, wanted: readonly string[]): boolean {
  return term === 'all' && wanted.includes(name);
}

/** Collectors that need programs which the target may lack: they give nothing here. */
const withoutFamily: ReadonlySet<string> = new Set(['facter', 'ohai']);

function membersOf(term: string): string[] {
  const families = [...factFamilies.values()];
  if (term === 'all') return families.map((family) => family.name);
  if (term === 'min') return families.filter((family) => family.isMinimal).map((family) => family.name);
  return families
    .filter((family) => family.subsets.includes(term) || provides(family, term))
    .map((family) => family.name);
}

function provides(family: FactFamily, name: string): boolean {
  return family.provides.some((given) => (given.endsWith('*') ? name.startsWith(given.slice(0, -1)) : given === name));
}
