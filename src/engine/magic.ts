import { dirname } from 'node:path';
import type { Inventory } from '../inventory/inventory.js';
import { collectKeyword, fullRoleName, type Play, type PlaybookNode } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { LazyDict } from '../variables/lazy-dict.js';
import { lazyLayer } from '../variables/lazy-layer.js';
import type { Layer } from '../variables/scope.js';
import { oncePerRevision } from './once-per-revision.js';
import { runMagic } from './run-magic.js';
import type { PlayRun, Run } from './run.js';

type Makers = ReadonlyMap<string, () => Value>;

const makersByPlay = new WeakMap<PlayRun, Makers>();

/** The variables that are the same for every host and task of a play; their values are made when they are read. */
export function playMagic(playRun: PlayRun, hostVariables: (host: string) => LazyDict): Layer {
  const makers = makersByPlay.get(playRun) ?? playMakers(playRun, hostVariables);
  makersByPlay.set(playRun, makers);
  return layerOf(makers);
}

function playMakers(playRun: PlayRun, hostVariables: (host: string) => LazyDict): Makers {
  const { run, play, allHosts, others, batch } = playRun;
  const namesOfPlay = (): string[] => [...roleNames(play, false), ...playRun.variables.included.map(fullRoleName)];
  const isLive = (name: string): boolean => run.hosts.get(name)?.isLive ?? true;
  // Hosts of other slices are taken to be well: they are part of the play, and of its only batch.
  const live = (): Value[] =>
    others.length > 0 ? allHosts.filter(isLive) : batch.filter((host) => host.isLive).map((host) => host.name);
  return new Map<string, () => Value>([
    ...runMagic(playRun),
    ['ansible_play_name', () => play.name],
    ['ansible_play_hosts_all', () => [...allHosts]],
    ['ansible_play_hosts', () => allHosts.filter(isLive)],
    ['ansible_play_batch', live],
    ['play_hosts', live],
    ['ansible_play_role_names', () => namesOfPlay()],
    ['ansible_dependent_role_names', () => roleNames(play, true)],
    ['ansible_role_names', () => [...new Set([...roleNames(play, true), ...namesOfPlay()])]],
    ['role_names', () => namesOfPlay()],
    ['hostvars', () => allHostVariables(run, hostVariables)],
  ]);
}

/** Variables of `hostvars` for every host, made when they are read. */
function allHostVariables({ inventory, hosts }: Run, hostVariables: (host: string) => LazyDict): LazyDict {
  return new LazyDict({
    find: (name) => (inventory.findHost(name) || hosts.has(name) ? hostVariables(name) : undefined),
    keys: () => inventory.hosts.keys(),
  });
}

/** The roles that the play names, or those that only its roles' dependencies name. */
function roleNames({ roles }: Play, isDependency: boolean): string[] {
  const dependencies = new Set(roles.flatMap((role) => role.dependencies));
  const names = roles.filter((role) => dependencies.has(role) === isDependency).map(fullRoleName);
  return isDependency ? [...new Set(names)] : names;
}

const layersByHost = oncePerRevision(() => new Map<string, Layer>());

/** The variables of one host, wherever they are read. */
export function hostMagic(name: string, { inventory }: Run): Layer {
  const layers = layersByHost(inventory);
  const layer = layers.get(name) ?? makeHostMagic(name, inventory);
  layers.set(name, layer);
  return layer;
}

function makeHostMagic(name: string, inventory: Inventory): Layer {
  const host = inventory.findHost(name);
  const groups = host?.allGroups().map((group) => group.name) ?? [];
  const layer = new Map<string, Value>([
    ['inventory_hostname', name],
    ['inventory_hostname_short', name.split('.')[0] ?? name],
    ['group_names', groups.filter((group) => group !== 'all').sort()],
  ]);
  if (host && !host.isImplicit) {
    layer.set('inventory_file', host.source ?? null);
    layer.set('inventory_dir', host.source === undefined ? null : dirname(host.source));
  }
  return layer;
}

/** The variables of a task and its role. */
export function taskMagic(node: PlaybookNode): Layer {
  const { role } = node;
  const layer = new Map<string, () => Value>([['environment', () => environmentOf(node)]]);
  if (role) {
    layer.set('role_name', () => role.name);
    layer.set('role_path', () => role.directory);
    layer.set('role_uuid', () => role.signature);
    layer.set('ansible_role_name', () => fullRoleName(role));
    layer.set('ansible_collection_name', () => role.collection ?? null);
  }
  return layerOf(layer);
}

/** Variables that a task has, but that `vars` does not show. */
export function lateMagic(node: PlaybookNode, { play, batch }: PlayRun): Layer {
  return layerOf(
    new Map<string, () => Value>([
      ['ansible_search_path', () => taskDirectories(node, play)],
      ['ansible_current_hosts', () => batch.filter((host) => host.isLive).map((host) => host.name)],
      ['ansible_failed_hosts', () => batch.filter((host) => host.hasFailed).map((host) => host.name)],
    ]),
  );
}

/** What `environment` says at the play, blocks and task, the outermost first. */
function environmentOf(node: PlaybookNode): Value {
  return collectKeyword(node, 'environment').flatMap(({ value }) => (Array.isArray(value) ? value : [value]));
}

/** Where a task's files are looked for: its role and those that led to it, the folder of its file, the playbook's. */
function taskDirectories(node: PlaybookNode, { directory }: Play): Value {
  const roles = node.role ? [node.role, ...node.role.parents] : [];
  const own = node.at ? [dirname(node.at.file)] : [];
  return [...new Set([...roles.map((role) => role.directory), ...own, directory])];
}

/** A layer of variables, each with what makes it. */
export function layerOf(makers: ReadonlyMap<string, () => Value | undefined>): Layer {
  return lazyLayer({ find: (name) => makers.get(name)?.(), keys: () => makers.keys() });
}
