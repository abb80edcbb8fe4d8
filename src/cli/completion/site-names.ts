import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ContentErrors, ProvisionError, messageOf } from '../../base/errors.js';
import { readPlays } from '../../engine/load-plays.js';
import { tasksWithin } from '../../engine/start/tasks-within.js';
import { writtenName } from '../../engine/task-reference.js';
import type { Run } from '../../engine/run.js';
import { collectKeyword, type PlaybookNode } from '../../playbook/nodes.js';
import { isList } from '../../values/value.js';
import { closeRun } from '../close-run.js';
import { collectionSource } from '../collection-source.js';
import { readConfiguration } from '../configuration.js';
import { findPlaybooks, type NamedPlaybook } from '../defaults.js';
import type { CliEnvironment } from '../environment.js';
import { prepareRun } from '../prepare-run.js';
import { writeAtomically } from '../write-atomically.js';
import type { SiteNames } from './candidates.js';

/** What the words so far say about the site. */
export interface SiteWords {
  readonly inventory: readonly string[];
  readonly playbooks: readonly string[];
}

/** Seconds for which names are taken for true, if neither the inventory nor the playbooks were touched. */
const longestTrust = 600;

interface Kept {
  readonly names: SiteNames;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** The names of hosts, groups, tags and tasks, kept from one completion to the next. */
export async function siteNames(words: SiteWords, environment: CliEnvironment): Promise<SiteNames> {
  const path = cachePath(words, environment);
  const kept = readKept(path);
  if (kept && Date.now() - kept.since < longestTrust * 1000 && !isTouched(words, kept.since, environment))
    return kept.names;
  const names = await readNames(words, environment);
  keep(path, { names, since: Date.now() });
  return names;
}

function cachePath(words: SiteWords, { directory, home, variables }: CliEnvironment): string {
  const cache = variables['XDG_CACHE_HOME'] ?? join(home ?? directory, '.cache');
  const key = createHash('sha256')
    .update(JSON.stringify([directory, words]))
    .digest('hex')
    .slice(0, 16);
  return join(cache, 'provision', 'completion', `${key}.json`);
}

function readKept(path: string): Kept | undefined {
  try {
    const { names, since } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Kept>;
    return names && since !== undefined ? { names, since } : undefined;
  } catch {
    // There is none yet, or it was cut short: it is made again.
    return undefined;
  }
}

/** Without a place to keep names every completion reads them anew. */
function keep(path: string, kept: Kept): void {
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    writeAtomically(path, JSON.stringify(kept));
  } catch (thrown) {
    if (!/EACCES|EROFS|ENOSPC|ENOENT|EPERM/.test(messageOf(thrown))) throw thrown;
  }
}

/** What usually changes when names do: the inventory's folder and file, the playbooks, the folder of roles. */
function isTouched({ inventory, playbooks }: SiteWords, since: number, { directory }: CliEnvironment): boolean {
  const usual = [
    'ansible.cfg',
    'inventory',
    'inventory/hosts.yml',
    'inventory/hosts',
    'provision.yaml',
    'playbooks',
    'roles',
    'playbooks/roles',
  ];
  return [...usual, ...inventory, ...playbooks]
    .map((name) => resolve(directory, name))
    .some((path) => existsSync(path) && statSync(path).mtimeMs > since);
}

async function readNames({ inventory, playbooks }: SiteWords, environment: CliEnvironment): Promise<SiteNames> {
  const quiet = { ...environment, warn: () => undefined, note: () => undefined };
  const configuration = readConfiguration(quiet);
  const options = { inventory, verbose: 0 };
  const { signal } = new AbortController();
  const run = await prepareRun({ options, configuration, environment: quiet, signal, visible: [] });
  try {
    const { hosts, groups } = run.inventory;
    const content = contentNames(() => findPlaybooks(playbooks, collectionSource({}, configuration, quiet)), run);
    return { hosts: [...hosts.keys()], groups: [...groups.keys()], ...content };
  } finally {
    await closeRun(run);
  }
}

/** Of content that cannot be read as much as can. */
function contentNames(find: () => readonly NamedPlaybook[], run: Run): Pick<SiteNames, 'tags' | 'tasks'> {
  const tags = new Set<string>();
  const tasks = new Set<string>();
  try {
    const paths = find().map(({ path }) => path);
    for (const play of readPlays(paths, run).plays)
      for (const found of tasksWithin(play, run)) {
        if (!('task' in found)) continue;
        tasks.add(writtenName(found.task));
        for (const tag of tagsOf(found.task)) tags.add(tag);
      }
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) && !(thrown instanceof ContentErrors)) throw thrown;
  }
  return { tags: [...tags].sort(), tasks: [...tasks] };
}

function tagsOf(node: PlaybookNode): string[] {
  return collectKeyword(node, 'tags')
    .flatMap(({ value }) => (isList(value) ? value : [value]))
    .flatMap((tag) => (typeof tag === 'string' ? tag.split(',').map((part) => part.trim()) : []));
}
