import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProvisionError, messageOf } from '../../base/errors.js';
import type { PlannedHosts, PlannedTask } from '../../reporters/plan/planned-hosts.js';
import type { PlaybookOptions } from '../commands/run.js';
import { readConfiguration } from '../configuration.js';
import { collectionSource } from '../collection-source.js';
import { findPlaybooks } from '../defaults.js';
import type { CliEnvironment } from '../environment.js';
import { writePrivately } from '../records/state-directory.js';
import { contentDigests } from './content-digests.js';
import { keepVariables, type KeptVariables } from './secret-variables.js';

/** A task in a saved plan: what it would do, masked, and the digest of it that has to be the same when it is applied. */
export interface SavedTask extends Pick<PlannedTask, 'id' | 'title' | 'prospect' | 'changes' | 'diffs' | 'why'> {
  readonly digest: string;
}

export interface SavedPlan {
  readonly format: 'provision-plan';
  readonly version: 1;
  readonly createdAt: string;
  readonly directory: string;
  readonly playbooks: readonly string[];
  /** The command line's options, without passwords and secret variables. */
  readonly options: PlaybookOptions;
  readonly variables: KeptVariables;
  readonly content: Readonly<Record<string, string>>;
  readonly hosts: Readonly<Record<string, readonly SavedTask[]>>;
}

interface Planned {
  readonly playbooks: readonly string[];
  readonly options: PlaybookOptions;
  readonly plan: PlannedHosts;
  readonly environment: CliEnvironment;
}

/** Writes a plan into a file that only its owner can read. */
export function savePlan(path: string, { playbooks, options, plan, environment }: Planned): void {
  const { extraVars = [], ...others } = options;
  const saved: SavedPlan = {
    format: 'provision-plan',
    version: 1,
    createdAt: new Date().toISOString(),
    directory: environment.directory,
    playbooks,
    options: { ...others, plan: false, check: false },
    variables: keepVariables(extraVars),
    content: contentOf(playbooks, options, environment),
    hosts: Object.fromEntries([...plan.hosts].map(([host, tasks]) => [host, tasks.map(savedTask)])),
  };
  try {
    writePrivately(path, `${JSON.stringify(saved, undefined, 1)}\n`);
  } catch (cause) {
    throw new ProvisionError('E0005', `the plan cannot be saved in ${path}: ${messageOf(cause)}`, { cause });
  }
}

/** The digests of all that the command line's playbooks, inventories and files of variables are made of. */
export function contentOf(
  playbooks: readonly string[],
  options: PlaybookOptions,
  environment: CliEnvironment,
): Readonly<Record<string, string>> {
  const configuration = readConfiguration(environment, options.dialect);
  const paths = findPlaybooks(playbooks, collectionSource(options, configuration, environment)).map(({ path }) => path);
  const variables = (options.extraVars ?? []).filter((text) => text.startsWith('@')).map((text) => text.slice(1));
  const inventories = options.inventory ?? [...configuration.inventory, 'inventory'];
  const others = [...inventories, ...variables].filter((name) => !name.includes(','));
  return contentDigests([...paths, ...others.map((name) => resolve(environment.directory, name))]);
}

/** A task as a saved plan has it. */
export function savedTask({ id, title, prospect, changes, diffs, why }: PlannedTask): SavedTask {
  const digest = createHash('sha256')
    .update(JSON.stringify([prospect, changes, diffs]))
    .digest('hex')
    .slice(0, 16);
  return { id, title, prospect, changes, diffs, why, digest };
}

/** Reads a saved plan. Throws E0003 or E0010 for a file that is none. */
export function readPlan(path: string): SavedPlan {
  let plan: unknown;
  try {
    plan = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ProvisionError('E0003', `no plan can be read from ${path}: ${messageOf(cause)}`, { cause });
  }
  if (isPlan(plan)) return plan;
  throw new ProvisionError('E0010', `${path} is no plan of this version`, { hint: 'make one: provision plan -o FILE' });
}

function isPlan(data: unknown): data is SavedPlan {
  if (typeof data !== 'object' || data === null || !('format' in data) || !('version' in data)) return false;
  return data.format === 'provision-plan' && data.version === 1;
}
