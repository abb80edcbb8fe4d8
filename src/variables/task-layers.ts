import { isDict, isList, type Dict, type Value } from '../values/value.js';
import type { PlaybookNode, Role } from '../playbook/nodes.js';
import { injectedFacts, type HostFacts } from './host-facts.js';
import type { Layer } from './scope.js';

/** What the variables of a task on a host are made of. */
export interface TaskSources {
  readonly node: PlaybookNode;
  /** Variables of the play that outlive its nodes: its roles', files' and prompts'. */
  readonly play: PlayVariables;
  readonly hostName: string;
  readonly host: HostFacts;
  /** Inventory, group_vars and host_vars, merged for the host. */
  readonly inventory: Layer;
  readonly extra: Layer;
  /** Whether facts are variables of their own, and not only in `ansible_facts` (`inject_facts_as_vars`). */
  readonly injectsFacts: boolean;
}

export interface PlayVariables {
  readonly node: PlaybookNode;
  /** Roles whose defaults and vars every task of the play sees, in order; `include_role` with `public` adds to them. */
  readonly roles: Role[];
  /** Roles that `include_role` has brought in so far: they count among the play's names of roles. */
  readonly included: Role[];
  /** The files of `vars_files`, whose names may depend on the host. */
  readonly files: (host: string) => Layer;
  readonly prompted: Layer;
}

/** Plays without `vars_files`. */
export const noFiles = (): Layer => new Map();

/** What a node and its role add, whoever it runs on. */
interface NodeLayers {
  /** What includes and roles were given, the innermost first. */
  readonly parameters: readonly Layer[];
  /** `vars` of tasks, blocks and the role's own entry, the innermost first; those of plays come later. */
  readonly own: readonly Layer[];
  /** What the entries say by which roles came to depend on this one: weaker than the variables of any of them. */
  readonly inherited: readonly Layer[];
  readonly roleVars: readonly Layer[];
  readonly roleDefaults: readonly Layer[];
}

const layersByNode = new WeakMap<PlaybookNode, NodeLayers>();

/**
 * The layers of a task's variables, the strongest first: Ansible's 22 levels ("Understanding variable precedence"),
 * from extra variables down to role defaults. Magic variables, which cannot be overridden, come before them.
 */
export function taskLayers(sources: TaskSources): readonly Layer[] {
  const { node, play, host } = sources;
  const { parameters, own, roleVars, inherited, roleDefaults } = nodeLayers(node);
  return [
    sources.extra,
    ...parameters,
    host.setFacts,
    host.includedVars,
    ...own,
    ...roleVars,
    ...inherited,
    ...sharedLayers(play.roles, 'vars'),
    play.files(sources.hostName),
    play.prompted,
    ...playLayers(play.node),
    injectedFacts(host, sources.injectsFacts),
    sources.inventory,
    ...roleDefaults,
    ...sharedLayers(play.roles, 'defaults'),
  ];
}

function nodeLayers(node: PlaybookNode): NodeLayers {
  let layers = layersByNode.get(node);
  if (!layers) layersByNode.set(node, (layers = layersAbove(node)));
  return layers;
}

function layersAbove(node: PlaybookNode): NodeLayers {
  const [own, inherited]: [Layer[], Layer[]] = [[], []];
  let isDependency = false;
  for (let current: PlaybookNode | undefined = node; current; current = current.parent) {
    // A play's own are weaker; what imported its playbook may stand above it.
    if ('kind' in current && current.kind === 'play') continue;
    const isEntry = current.isRoleEntry === true;
    (isEntry && isDependency ? inherited : own).push(...varsOf(current));
    isDependency ||= isEntry;
  }
  const reach = node.role ? reachOf(node.role) : [];
  const [roleVars, roleDefaults] = [
    reach.map((role) => asLayer(role.vars)),
    reach.map((role) => asLayer(role.defaults)),
  ];
  return { parameters: parameterLayers(node), own, inherited, roleVars, roleDefaults };
}

function playLayers(play: PlaybookNode): readonly Layer[] {
  return varsOf(play);
}

function varsOf(node: PlaybookNode): readonly Layer[] {
  const written = node.keywords.get('vars')?.value;
  const parts = isList(written) ? [...written].reverse() : [written];
  return parts.filter(isDict).map(asLayer);
}

function parameterLayers(node: PlaybookNode): readonly Layer[] {
  const layers: Layer[] = [];
  for (let current: PlaybookNode | undefined = node; current; current = current.parent) {
    if (current.parameters) layers.push(current.parameters);
  }
  if (node.role) for (const role of [node.role, ...node.role.parents]) layers.push(asLayer(role.parameters));
  return layers;
}

function sharedLayers(shared: readonly Role[], part: 'vars' | 'defaults'): readonly Layer[] {
  return [...shared].reverse().map((role) => asLayer(role[part]));
}

const reaches = new WeakMap<Role, readonly Role[]>();

/** A role, those that led to it, and the dependencies of all of them. */
function reachOf(role: Role): readonly Role[] {
  let reach = reaches.get(role);
  if (!reach) {
    reach = [role, ...role.parents].flatMap((member) => [member, ...allDependencies(member)]);
    reaches.set(role, reach);
  }
  return reach;
}

/** The dependencies of a role and theirs, the last applied first. */
function allDependencies(role: Role): readonly Role[] {
  return [...role.dependencies].reverse().flatMap((member) => [member, ...allDependencies(member)]);
}

/** A dict as a layer: variable names are text. */
export function asLayer(dict: Dict): Layer {
  return dict as ReadonlyMap<Value, Value> as Layer;
}
