import { describe, expect, test } from 'vitest';
import { factFamilies } from '../../src/facts/index.js';
import { factFamiliesFor, familiesOfSubset } from '../../src/facts/select.js';

const minimal = [...factFamilies.values()]
  .filter((family) => family.isMinimal)
  .map((family) => family.name)
  .sort();
const hardware = [...factFamilies.values()]
  .filter(({ subsets }) => subsets.includes('hardware') || subsets.includes('platform'))
  .map((family) => family.name)
  .sort();
const all = [...factFamilies.keys()].sort();

describe('families for facts', () => {
  test.each([
    ['with and without prefix', ['ansible_distribution', 'os_family'], ['distribution']],
    ['an interface', ['ansible_eth0'], ['network']],
    ['a fact with any ending', ['ansible_ssh_host_key_rsa_public'], ['ssh_pub_keys']],
    ['no fact at all', ['ansible_user', 'ansible_become', 'ansible_host', 'item'], []],
    ['the full name only when asked for', ['ansible_hostname'], ['platform']],
  ])('%s', (_case, names, wanted) => {
    expect(factFamiliesFor(names)).toEqual(wanted);
  });

  test('every fact is given by exactly one family', () => {
    const given = [...factFamilies.values()].flatMap((family) => family.provides);
    expect(given.length).toBe(new Set(given).size);
  });
});

describe('subsets', () => {
  test.each([
    ['all', ['all'], all],
    ['nothing said', [], minimal],
    ['only the smallest', ['!all'], minimal],
    ['one more than the smallest', ['!all', 'network'], [...minimal, 'network'].sort()],
    ['one alone, and what it needs', ['!all', '!min', 'network'], ['distribution', 'names', 'network', 'platform']],
    ['the smallest refused', ['!min'], []],
    ['one that is asked for and refused', ['!all', '!virtual', 'virtual'], [...minimal, 'virtual'].sort()],
    ['a comma', ['!all,!min,virtual'], ['virtual']],
    ['by the name of a fact', ['!all', '!min', 'user_id'], ['user']],
    ['by one name of the hardware', ['!all', '!min', 'processor_cores'], hardware],
    ['refused alone, from the smallest', ['!virtual'], minimal],
    ['all but one', ['all', '!virtual'], all.filter((name) => name !== 'virtual')],
    ['a name without facts here', ['!facter', '!ohai', 'all'], all],
  ])('%s', (_case, subset, families) => {
    expect(familiesOfSubset(subset)).toEqual({ families, unknown: [] });
  });

  test('unknown names are told', () => {
    expect(familiesOfSubset(['all', 'nosuch']).unknown).toEqual(['nosuch']);
  });
});
