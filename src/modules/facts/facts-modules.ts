import { fail, type Controller } from '../../module-kit/index.js';
import { isList, type Value } from '../../values/value.js';

/** The modules that gather a host's facts, in order, and what is to be said about that choice. */
export interface FactsPlan {
  readonly modules: readonly string[];
  readonly warnings: readonly string[];
}

const smart = 'smart';
const plain = 'ansible.legacy.setup';

/**
 * The modules that the variable `ansible_facts_modules` names, else the setting. `smart` among them stands for the module
 * of the host's network system, and for `setup` where it has none. Fails for a system without a module.
 */
export function choosePlan(controller: Controller): FactsPlan {
  const named = namedModules(controller);
  const system = networkSystem(controller);
  const own = system === undefined ? plain : moduleOfSystem(system);
  if (named.includes(smart) && own === undefined && named.length === 1) failWithout(system);
  const others = named.filter((name) => name !== smart);
  const isCovered = own === plain && others.some(isSetup);
  const modules = named.includes(smart) && own !== undefined && !isCovered ? [...others, own] : others;
  return { modules, warnings: system !== undefined && modules.some(isSetup) ? [wrongSide] : [] };
}

/** Whether a name is one of those of `setup`. */
export function isSetup(name: string): boolean {
  return ['setup', 'ansible.builtin.setup', plain].includes(name);
}

function namedModules({ findVariable, factsModules }: Controller): string[] {
  const variable = findVariable('ansible_facts_modules');
  if (variable === undefined || variable === null) return [...factsModules];
  const words = isList(variable) ? variable.map(String) : String(variable).split(',');
  return words.map((word) => word.trim());
}

function networkSystem({ others, findVariable }: Controller): string | undefined {
  const asText = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
  return (
    asText(others.get('network_os')) ??
    asText(findVariable('ansible_network_os')) ??
    asText(findVariable('ansible_facts_network_os'))
  );
}

/**
 * Ansible's table (`connection_facts_modules`): each system has a module named after it. A short name means the module of
 * the collection, to which Ansible redirects it.
 */
function moduleOfSystem(system: string): string | undefined {
  const full = systems.find((name) => name === system || name.endsWith(`.${system}`));
  return full === undefined ? undefined : `${full}_facts`;
}

const systems: readonly string[] = (
  'cisco.asa.asa arista.eos.eos frr.frr.frr cisco.ios.ios cisco.iosxr.iosxr junipernetworks.junos.junos cisco.nxos.nxos ' +
  'vyos.vyos.vyos extreme.exos.exos extreme.slxos.slxos extreme.voss.voss community.network.ironware'
).split(' ');

const wrongSide =
  "Detected 'setup' module and a network OS is set, the output when running it will reflect 'localhost' and not the " +
  'target when a networking connection plugin is used.';

function failWithout(system: string | undefined): never {
  return fail(
    `No fact modules available and we could not find a fact module for your network OS (${system ?? ''}), try setting ` +
      'one via the `FACTS_MODULES` configuration.',
  );
}
