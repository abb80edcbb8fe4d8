import { hostname } from 'node:os';
import { fullRoleName, type Play, type PlaybookNode } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { LazyDict } from '../variables/lazy-dict.js';
import type { Layer } from '../variables/scope.js';
import type { PlayRun, Run } from './run.js';

/** The version of ansible-core whose behaviour is followed; playbooks ask for it. */
export const followedVersion = '2.19.14';

/** Renders one variable of a host, for `hostvars`. */
export type FindHostVariable = (host: string, name: string) => Value | undefined;

/** The variables that are the same for every host and task of a play. */
export function playMagic(playRun: PlayRun, hostVariables: (host: string) => LazyDict): Layer {
  const { run, play, allHosts, batch } = playRun;
  const { settings, inventory } = run;
  const live = (): Value[] => batch.filter((host) => host.isLive).map((host) => host.name);
  const makers: Readonly<Record<string, () => Value>> = {
    ansible_play_name: () => play.name,
    ansible_play_hosts_all: () => [...allHosts],
    ansible_play_hosts: () => allHosts.filter((name) => run.hosts.get(name)?.isLive ?? true),
    ansible_play_batch: live,
    play_hosts: live,
    ansible_play_role_names: () => roleNames(play, false),
    ansible_dependent_role_names: () => roleNames(play, true),
    ansible_role_names: () => [...roleNames(play, false), ...roleNames(play, true)],
    role_names: () => roleNames(play, false),
    playbook_dir: () => play.directory,
    groups: () =>
      new Map([...inventory.groups].map(([name, group]) => [name, group.allHosts().map((host) => host.name)])),
    hostvars: () =>
      new LazyDict({
        find: (name) => (inventory.findHost(name) || run.hosts.has(name) ? hostVariables(name) : undefined),
        keys: () => inventory.hosts.keys(),
      }),
    ansible_check_mode: () => settings.check,
    ansible_diff_mode: () => settings.diff,
    ansible_forks: () => settings.forks,
    ansible_verbosity: () => settings.verbosity,
    ansible_run_tags: () => (settings.tags.only.length > 0 ? [...settings.tags.only] : ['all']),
    ansible_skip_tags: () => [...settings.tags.skip],
    ansible_limit: () => settings.limit ?? null,
    ansible_inventory_sources: () => [...settings.inventorySources],
    ansible_config_file: () => settings.configurationFile ?? null,
    ansible_version: versionFact,
    ansible_controller: () => hostname(),
  };
  return lazyLayer(
    (name) => makers[name]?.() ?? undefined,
    Object.keys(makers).filter((name) => name !== 'ansible_limit' || settings.limit !== undefined),
  );
}

/** The roles that the play names, or those that only its roles' dependencies name. */
function roleNames({ roles }: Play, isDependency: boolean): string[] {
  const dependencies = new Set(roles.flatMap((role) => role.dependencies));
  const names = roles.filter((role) => dependencies.has(role) === isDependency).map(fullRoleName);
  return isDependency ? [...new Set(names)] : names;
}

function versionFact(): Value {
  const [major = 0, minor = 0, revision = 0] = followedVersion.split('.').map(Number);
  return new Map<Value, Value>([
    ['full', followedVersion],
    ['major', major],
    ['minor', minor],
    ['revision', revision],
    ['string', followedVersion],
  ]);
}

/** The variables of one host, wherever they are read. */
export function hostMagic(name: string, run: Run): Layer {
  const host = run.inventory.findHost(name);
  const groups = host
    ? host
        .allGroups()
        .map((group) => group.name)
        .filter((group) => group !== 'all')
        .sort()
    : [];
  const layer = new Map<string, Value>([
    ['inventory_hostname', name],
    ['inventory_hostname_short', name.split('.')[0] ?? name],
    ['group_names', groups],
  ]);
  if (host?.source !== undefined) {
    layer.set('inventory_file', host.source);
    layer.set('inventory_dir', host.source.replace(/\/[^/]*$/, ''));
  }
  return layer;
}

/** The variables of a task's role. */
export function roleMagic(node: PlaybookNode): Layer {
  const { role } = node;
  if (!role) return new Map();
  return new Map<string, Value>([
    ['role_name', role.name],
    ['role_path', role.directory],
    ['ansible_role_name', fullRoleName(role)],
    ['role_uuid', role.signature],
    ['ansible_collection_name', role.collection ?? ''],
  ]);
}

/** A layer whose values are made when they are read. */
function lazyLayer(find: (name: string) => Value | undefined, names: readonly string[]): Layer {
  const known = new Set(names);
  const layer = new LazyDict({ find: (name) => (known.has(name) ? find(name) : undefined), keys: () => known });
  return layer as unknown as Layer;
}
