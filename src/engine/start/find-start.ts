import { resolve } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import type { Play } from '../../playbook/nodes.js';
import type { Run } from '../run.js';
import { isNamed, namesOf } from './is-named.js';
import { placeOf } from './place-of.js';
import { tasksWithin, type TaskWithin } from './tasks-within.js';

/** Where a run begins. */
export interface Start {
  readonly play: Play;
  /** The place of the task. */
  readonly at: string;
  /** The places of the includes that lead to it. */
  readonly way: ReadonlySet<string>;
}

interface Candidate extends TaskWithin {
  readonly play: Play;
}

/**
 * Finds the task that `--start-at-task` names: by its name or a pattern, as `role : name`, or as `file:line`, also in
 * what includes bring in. `undefined` when only the run can tell, because an include's name needs a host. Throws E0408
 * when there is no such task.
 */
export function findStart(wanted: string, plays: readonly Play[], run: Run, directory: string): Start | undefined {
  const all: Candidate[] = [];
  let isOpen = false;
  for (const play of plays)
    for (const found of tasksWithin(play, run)) {
      if ('open' in found) isOpen = true;
      else all.push({ ...found, play });
    }
  const matching = byPlace(wanted, all, directory) ?? all.filter(({ task }) => isNamed(task, wanted));
  const [first, ...others] = matching;
  if (first) {
    warnOfOthers(wanted, first, others, run);
    return { play: first.play, at: placeOf(first.task), way: new Set(first.way) };
  }
  if (isOpen) return undefined;
  throw new ProvisionError('E0408', `no task is called "${wanted}"`, { hint: hintFor(wanted, all) });
}

/** The task that a `file:line` is in; `undefined` for what is none. */
function byPlace(wanted: string, all: readonly Candidate[], directory: string): Candidate[] | undefined {
  const [, name = '', line = ''] = /^(.+\.ya?ml):(\d+)(?::\d+)?$/.exec(wanted) ?? [];
  if (name === '') return undefined;
  const path = resolve(directory, name);
  const inFile = all.filter(({ task: { at } }) => at && (at.file === path || at.file.endsWith(`/${name}`)));
  // A task reaches to the next one.
  const above = inFile.filter(({ task: { at } }) => at && at.line <= Number(line));
  const nearest = Math.max(...above.map(({ task: { at } }) => at?.line ?? 0));
  return above.filter(({ task: { at } }) => at?.line === nearest);
}

function warnOfOthers(wanted: string, first: Candidate, others: readonly Candidate[], { events }: Run): void {
  const places = new Set(others.map(({ task }) => placeOf(task)));
  places.delete(placeOf(first.task));
  if (places.size === 0) return;
  const message =
    `"${wanted}" is the name of ${places.size + 1} tasks: the run begins with the first, ${placeOf(first.task)}; ` +
    `the others are ${[...places].join(', ')}, and can be named so`;
  events.emit({ type: 'warning', message });
}

function hintFor(wanted: string, all: readonly Candidate[]): string {
  const meant = didYouMean(
    wanted,
    all.flatMap(({ task }) => namesOf(task)),
  );
  return meant ?? 'give a name, a pattern, "role : name" or file:line; --list-tasks shows the names';
}
