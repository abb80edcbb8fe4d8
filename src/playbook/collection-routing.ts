import { join } from 'node:path';
import type { Deprecation } from '../events/event.js';
import { toText } from '../values/repr.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { findCollection, type CollectionSource } from './collections.js';
import { readYaml } from './read-yaml.js';

/** What a collection's `meta/runtime.yml` says of one of its names. */
export interface Routing {
  /** The full name that it goes by now. */
  readonly redirect?: string | undefined;
  /** Why it is gone, in words that follow its name. */
  readonly tombstone?: string | undefined;
  /** That it will go; its message follows the name, too. */
  readonly deprecation?: Deprecation | undefined;
}

/** From where collections and their `meta/runtime.yml` are read. */
export interface RoutingSource extends CollectionSource {
  readonly reader: CollectionSource['reader'] & Parameters<typeof readYaml>[0];
}

/** What is said of a name, as an action and as a module. */
export function moduleRoutings(name: string, source: RoutingSource): readonly Routing[] {
  return [pluginRouting('action', name, source), pluginRouting('modules', name, source)];
}

/** What is said of a plug-in of a kind: `filter`, `test`, `lookup`, `action`, `modules`. */
export function pluginRouting(kind: string, name: string, source: RoutingSource): Routing {
  const [namespace = '', collection = '', ...rest] = name.split('.');
  const routes = memberDict(runtimeOf(`${namespace}.${collection}`, source), 'plugin_routing');
  const route = memberDict(memberDict(routes, kind), rest.join('.'));
  const redirect = route.get('redirect');
  const full = `${namespace}.${collection}`;
  return {
    ...(typeof redirect === 'string' ? { redirect } : {}),
    ...(route.has('tombstone') ? { tombstone: tombstoneText(full, memberDict(route, 'tombstone')) } : {}),
    ...(route.has('deprecation') ? { deprecation: deprecationOf(full, memberDict(route, 'deprecation')) } : {}),
  };
}

function tombstoneText(collection: string, entry: Dict): string {
  const date = textAt('removal_date', entry);
  const release = date === '' ? `version ${textAt('removal_version', entry)}` : `in a release after ${date}`;
  return `has been removed.${warningOf(entry)} This feature was removed from collection '${collection}' ${release}.`;
}

function deprecationOf(collection: string, entry: Dict): Deprecation {
  const version = textAt('removal_version', entry) || textAt('removal_date', entry);
  return { message: `has been deprecated.${warningOf(entry)}`, collection, version };
}

function warningOf(entry: Dict): string {
  const text = textAt('warning_text', entry);
  return text === '' ? '' : ` ${text}`;
}

function textAt(key: string, entry: Dict): string {
  return toText(entry.get(key) ?? '');
}

/** Whether a collection has an action group of this full name. */
export function isActionGroup(group: string, source: RoutingSource): boolean {
  return membersOf(group, source) !== undefined;
}

function membersOf(group: string, source: RoutingSource): Value | undefined {
  const [namespace = '', collection = '', ...rest] = group.split('.');
  const groups = memberDict(runtimeOf(`${namespace}.${collection}`, source), 'action_groups');
  return groups.get(rest.join('.'));
}

/** The names in an action group of a collection; `extend_group` brings in those of others. */
export function actionGroup(group: string, source: RoutingSource, seen: ReadonlySet<string> = new Set()): string[] {
  const own = group.split('.').slice(0, 2).join('.');
  const members = membersOf(group, source);
  if (!isList(members) || seen.has(group)) return [];
  const known = new Set([...seen, group]);
  const full = (name: string): string => (name.split('.').length > 2 ? name : `${own}.${name}`);
  return members.flatMap((member) => {
    if (typeof member === 'string') return [full(member)];
    const extended = isDict(member) ? memberDict(member, 'metadata').get('extend_group') : undefined;
    const names = isList(extended) ? extended : [extended];
    return names.filter((name) => typeof name === 'string').flatMap((name) => actionGroup(full(name), source, known));
  });
}

function runtimeOf(collection: string, source: RoutingSource): Value {
  const folder = findCollection(collection, source);
  const file = folder && join(folder, 'meta', 'runtime.yml');
  return file !== undefined && source.reader.exists(file) ? readYaml(source.reader, file) : null;
}

function memberDict(value: Value, key: string): Dict {
  const member = isDict(value) ? value.get(key) : undefined;
  return isDict(member) ? member : new Map();
}
