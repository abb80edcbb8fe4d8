import type { Position } from '../base/position.js';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { isAddress } from './host-range.js';
import type { InventoryGroup, InventoryHost } from './members.js';
import { compileName } from './name-pattern.js';

/** What patterns select from. */
export interface Selectable {
  readonly hosts: ReadonlyMap<string, InventoryHost>;
  readonly groups: ReadonlyMap<string, InventoryGroup>;
  findHost(name: string): InventoryHost | undefined;
}

/** Hears of a pattern that matches nothing, and where it is written; of one on the command line there is no place. */
export type OnMismatch = (message: string, at?: Position) => void;

export interface PatternOptions {
  /** What `-l` says. */
  readonly limit?: string | undefined;
  /** Where `@file` in a limit is looked for. */
  readonly directory?: string | undefined;
  /** Where the pattern is written. */
  readonly at?: Position | undefined;
  /** Hears of patterns that match nothing. */
  readonly onMismatch?: OnMismatch | undefined;
}

/** The names of the hosts that a pattern selects, within the limit. */
export function matchHosts(
  inventory: Selectable,
  pattern: string | readonly string[],
  options: PatternOptions = {},
): string[] {
  const patterns = typeof pattern === 'string' ? splitPattern(pattern) : pattern.flatMap(splitPattern);
  const selected = select(inventory, patterns, options);
  const names = [...selected].map((host) => host.name);
  if (options.limit === undefined || options.limit.trim() === '') return names;
  const allowed = select(inventory, limitPatterns(options.limit, options.directory), { ...options, at: undefined });
  return [...selected].filter((host) => allowed.has(host)).map((host) => host.name);
}

/** Splits at commas, else at colons outside brackets; an address keeps its colons. */
export function splitPattern(text: string): string[] {
  if (text.includes(','))
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (isAddress(text.trim())) return [text.trim()];
  return text.match(/(?:[^\s:[\]]|\[[^\]]*\])+/g) ?? [];
}

/** In a limit, `@file` stands for the patterns in the file, one a line. */
function limitPatterns(limit: string, directory = '.'): string[] {
  return splitPattern(limit).flatMap((part) =>
    part.startsWith('@') ? readPatterns(resolve(directory, part.slice(1))) : [part],
  );
}

function readPatterns(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new ProvisionError('E0003', `--limit starting with "@" must be a file, not a directory: ${path}`);
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  } catch (cause) {
    throw new ProvisionError('E0003', `the limit file ${path} cannot be read: ${messageOf(cause)}`, {
      cause,
      hint: '@ before a limit means a file with one pattern a line',
    });
  }
}

/** Plain patterns add (without any, all hosts), then `&` keeps, then `!` removes, in whatever order they are written. */
function select(
  inventory: Selectable,
  patterns: readonly string[],
  options: PatternOptions,
): ReadonlySet<InventoryHost> {
  const plain = patterns.filter((pattern) => !/^[!&]/.test(pattern));
  let selected = new Set<InventoryHost>();
  for (const pattern of plain.length > 0 ? plain : ['all']) {
    for (const host of matchOne(inventory, pattern, options)) selected.add(host);
  }
  for (const pattern of patterns.filter((other) => other.startsWith('&'))) {
    const kept = new Set(matchOne(inventory, pattern.slice(1), options));
    selected = new Set([...selected].filter((host) => kept.has(host)));
  }
  for (const pattern of patterns.filter((other) => other.startsWith('!'))) {
    for (const host of matchOne(inventory, pattern.slice(1), options)) selected.delete(host);
  }
  return selected;
}

function matchOne(inventory: Selectable, pattern: string, options: PatternOptions): InventoryHost[] {
  const exact = inventory.hosts.get(pattern);
  if (exact) return [exact];
  const { name, pick } = splitSubscript(pattern);
  const found = enumerate(inventory, name, options);
  return pick ? pick(found) : found;
}

/** Hosts of matching groups; and hosts by name, when no group matched or the pattern can match both. */
function enumerate(inventory: Selectable, pattern: string, options: PatternOptions): InventoryHost[] {
  const matcher = compileName(pattern);
  const groups = [...inventory.groups.values()].filter((group) => matcher(group.name));
  const found = new Set(groups.flatMap((group) => group.allHosts()));
  if (groups.length === 0 || /^~|[.?*[]/.test(pattern)) {
    for (const host of inventory.hosts.values()) if (matcher(host.name)) found.add(host);
  }
  if (found.size > 0) return [...found];
  const local = inventory.findHost(pattern);
  if (local) return [local];
  if (pattern !== 'all' && groups.length === 0) options.onMismatch?.(describeMismatch(inventory, pattern), options.at);
  return [];
}

function describeMismatch(inventory: Selectable, pattern: string): string {
  const suggestion = didYouMean(pattern, [...inventory.groups.keys(), ...inventory.hosts.keys()]);
  return `Could not match supplied host pattern, ignoring: ${pattern}${suggestion === undefined ? '' : ` (${suggestion})`}`;
}

interface Subscripted {
  readonly name: string;
  readonly pick?: (hosts: readonly InventoryHost[]) => InventoryHost[];
}

/** `group[0]`, `group[-1]`, `group[0:2]` (the end included) and `group[1:]` select by position; past the end there is nobody. */
function splitSubscript(pattern: string): Subscripted {
  const match = pattern.startsWith('~') ? null : /^(.+)\[(?:(-?\d+)|(\d+)[:-](\d*))\]$/.exec(pattern);
  if (!match) return { name: pattern };
  const [, name = '', index, start, end] = match;
  if (index !== undefined) return { name, pick: (hosts) => hosts.slice(Number(index)).slice(0, 1) };
  return { name, pick: (hosts) => hosts.slice(Number(start), end === '' ? undefined : Number(end) + 1) };
}
