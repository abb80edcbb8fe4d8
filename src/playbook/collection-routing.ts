import { join } from 'node:path';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { findCollection } from './collections.js';
import { readYaml } from './read-yaml.js';
import type { TaskSource } from './task-source.js';

/** What a collection's `meta/runtime.yml` says of one of its names. */
export interface Routing {
  /** The full name that it goes by now. */
  readonly redirect?: string | undefined;
  /** Why it is gone. */
  readonly tombstone?: string | undefined;
  /** Why it will go. */
  readonly deprecation?: string | undefined;
}

type Source = Pick<TaskSource, 'reader' | 'directory'>;

/** What is said of a name, as an action and as a module. */
export function moduleRoutings(name: string, source: Source): readonly Routing[] {
  return [routingOf(name, 'action', source), routingOf(name, 'modules', source)];
}

function routingOf(name: string, kind: string, source: Source): Routing {
  const [namespace = '', collection = '', ...rest] = name.split('.');
  const routes = memberDict(runtimeOf(`${namespace}.${collection}`, source), 'plugin_routing');
  const route = memberDict(memberDict(routes, kind), rest.join('.'));
  const redirect = route.get('redirect');
  return {
    ...(typeof redirect === 'string' ? { redirect } : {}),
    ...textOf('tombstone', route),
    ...textOf('deprecation', route),
  };
}

function textOf(key: 'tombstone' | 'deprecation', route: Dict): Routing {
  if (!route.has(key)) return {};
  const { version, date, text } = {
    version: memberDict(route, key).get('removal_version'),
    date: memberDict(route, key).get('removal_date'),
    text: memberDict(route, key).get('warning_text'),
  };
  const when = typeof version === 'string' ? `in version ${version}` : typeof date === 'string' ? `on ${date}` : '';
  return { [key]: [when, typeof text === 'string' ? text : ''].filter((part) => part !== '').join('. ') };
}

/** Whether a collection has an action group of this full name. */
export function isActionGroup(group: string, source: Source): boolean {
  return membersOf(group, source) !== undefined;
}

function membersOf(group: string, source: Source): Value | undefined {
  const [namespace = '', collection = '', ...rest] = group.split('.');
  const groups = memberDict(runtimeOf(`${namespace}.${collection}`, source), 'action_groups');
  return groups.get(rest.join('.'));
}

/** The names in an action group of a collection; `extend_group` brings in those of others. */
export function actionGroup(group: string, source: Source, seen: ReadonlySet<string> = new Set()): string[] {
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

function runtimeOf(collection: string, source: Source): Value {
  const folder = findCollection(collection, source);
  const file = folder && join(folder, 'meta', 'runtime.yml');
  return file !== undefined && source.reader.exists(file) ? readYaml(source.reader, file) : null;
}

function memberDict(value: Value, key: string): Dict {
  const member = isDict(value) ? value.get(key) : undefined;
  return isDict(member) ? member : new Map();
}
