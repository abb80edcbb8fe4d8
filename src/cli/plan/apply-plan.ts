import { resolve } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { taskId, type PlannedHosts } from '../../reporters/plan/planned-hosts.js';
import type { ApplyOptions } from '../commands/plan.js';
import type { PlaybookOptions } from '../commands/run.js';
import { runOrList } from '../run-or-list.js';
import { changedContent } from './content-digests.js';
import { gatherPlan, type Planning } from './gather-plan.js';
import { contentOf, readPlan, savedTask, type SavedPlan, type SavedTask } from './saved-plan.js';
import { allVariables } from './secret-variables.js';

const mostTold = 10;

/**
 * Does what a saved plan says and returns the exit code. First the content is compared, then the plan is made again: where
 * either is not as it was, E0010 is thrown and nothing is changed. A task that the plan has as settled changes nothing.
 */
export async function applyPlan(file: string, given: ApplyOptions, planning: Planning): Promise<number> {
  const saved = readPlan(resolve(planning.environment.directory, file));
  const environment = { ...planning.environment, directory: saved.directory };
  const extraVars = allVariables(saved.variables, given.extraVars ?? []);
  const options: PlaybookOptions = { ...saved.options, ...given, extraVars };
  refuse('the content is not what the plan was made from', contentChanges(saved, options, environment));
  const { plan } = await gatherPlan(saved.playbooks, options, { ...planning, environment });
  refuse('the hosts are not as they were when the plan was made', worldChanges(saved, plan));
  const settled = new Set(
    Object.entries(saved.hosts).flatMap(([host, tasks]) =>
      tasks.filter(({ prospect }) => prospect === 'settled').map(({ id }) => `${host} ${id}`),
    ),
  );
  const open = new Set(
    Object.entries(saved.hosts).flatMap(([host, tasks]) =>
      tasks.filter(({ prospect }) => prospect !== 'settled').map(({ id }) => `${host} ${id}`),
    ),
  );
  return runOrList(saved.playbooks, options, {
    ...planning,
    environment,
    // A task may come twice, and be settled once only.
    mayChange: (host, task) => open.has(`${host} ${taskId(task)}`) || !settled.has(`${host} ${taskId(task)}`),
  });
}

function contentChanges(saved: SavedPlan, options: PlaybookOptions, environment: Planning['environment']): string[] {
  return changedContent(saved.content, contentOf(saved.playbooks, options, environment));
}

/** What each host would do otherwise than planned. */
function worldChanges(saved: SavedPlan, now: PlannedHosts): string[] {
  const names = new Set([...Object.keys(saved.hosts), ...now.hosts.keys()]);
  return [...names].flatMap((host) => {
    const before = saved.hosts[host] ?? [];
    const tasks = (now.hosts.get(host) ?? []).map(savedTask);
    const index = before.findIndex(
      (task, place) => task.id !== tasks[place]?.id || task.digest !== tasks[place]?.digest,
    );
    if (index < 0 && before.length === tasks.length) return [];
    const place = index < 0 ? before.length : index;
    return [`${host}: ${difference(before[place], tasks[place])}`];
  });
}

function difference(was: SavedTask | undefined, is: SavedTask | undefined): string {
  if (was?.id !== is?.id) return `planned was "${was?.title ?? 'nothing'}", now it is "${is?.title ?? 'nothing'}"`;
  return was?.prospect === is?.prospect
    ? `${was?.title ?? ''} would do something else`
    : `${was?.title ?? ''} (${was?.prospect ?? ''} → ${is?.prospect ?? ''})`;
}

function refuse(why: string, differences: readonly string[]): void {
  if (differences.length === 0) return;
  const more = differences.length > mostTold ? [`and ${differences.length - mostTold} more`] : [];
  throw new ProvisionError('E0010', [`${why}:`, ...differences.slice(0, mostTold), ...more].join('\n'), {
    hint: 'nothing was changed; look at a new plan: provision plan -o FILE',
  });
}
