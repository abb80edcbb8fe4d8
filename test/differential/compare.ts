import { isList, type Json } from './comparable.js';
import type { Step } from './play-log.js';

/** One thing that the two programs do differently. */
export interface Difference {
  readonly task: string;
  /** Whether the task failed in both. */
  readonly isFailure: boolean;
  /** Where in the result, as in `diff.before.mode`; `state` for the machine. */
  readonly path: string;
  /** `undefined` where there is nothing. */
  readonly ansible: Json | undefined;
  readonly provision: Json | undefined;
}

/** All that differs between what Ansible (first) and provision (second) made of the same tasks. */
export function compareSteps(ansible: readonly Step[], provision: readonly Step[]): Difference[] {
  const count = Math.max(ansible.length, provision.length);
  return Array.from({ length: count }, (_, index) => [ansible[index], provision[index]] as const).flatMap(
    ([theirs, ours]) => {
      const task = theirs?.task ?? ours?.task ?? '';
      if (theirs?.task !== ours?.task)
        return [{ task, isFailure: false, path: 'task', ansible: theirs?.task, provision: ours?.task }];
      return [
        ...compareJson(theirs?.result, ours?.result, ''),
        ...compareJson(theirs?.state ?? [], ours?.state ?? [], 'state'),
      ].map((difference) => ({ task, isFailure: [theirs, ours].every(hasFailed), ...difference }));
    },
  );
}

function hasFailed(step: Step | undefined): boolean {
  return isMapping(step?.result) && step.result['failed'] === true;
}

type Found = Omit<Difference, 'task' | 'isFailure'>;

function compareJson(ansible: Json | undefined, provision: Json | undefined, path: string): Found[] {
  if (isMapping(ansible) && isMapping(provision)) {
    const keys = [...new Set([...Object.keys(ansible), ...Object.keys(provision)])];
    return keys.flatMap((key) => compareJson(ansible[key], provision[key], path === '' ? key : `${path}.${key}`));
  }
  if (isList(ansible) && isList(provision) && ansible.length === provision.length)
    return ansible.flatMap((item, index) => compareJson(item, provision[index], `${path}.${index}`));
  return JSON.stringify(ansible) === JSON.stringify(provision) ? [] : [{ path, ansible, provision }];
}

function isMapping(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Differences as they are shown to people: what is the same in several runs and items of a task, once. */
export function showDifferences(differences: readonly Difference[]): string[] {
  const shown = new Map<string, Set<string>>();
  for (const { task, path, ansible, provision } of differences) {
    const [name = '', run = 'run'] = task.split(' | ');
    const place = path.replaceAll(/\bresults\.\d+/g, 'results.*');
    const text = `${name}: ${place}\n    ansible:   ${show(ansible)}\n    provision: ${show(provision)}`;
    shown.set(text, (shown.get(text) ?? new Set()).add(run));
  }
  return [...shown].map(([text, runs]) => text.replace('\n', ` (${[...runs].join(', ')})\n`));
}

function show(value: Json | undefined): string {
  return value === undefined ? '(nothing)' : JSON.stringify(value);
}
