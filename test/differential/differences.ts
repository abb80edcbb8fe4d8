import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { differentialDirectory } from './case.js';
import type { Difference } from './compare.js';

/** A difference that we choose. */
export interface Chosen {
  /** A regular expression for the whole name of the task, with or without the ` | check` and ` | again` that are added. */
  readonly task: string;
  /** Where in the result; `*` stands for anything. */
  readonly path: string;
  /** Only where this one has something that the other has not. */
  readonly only?: 'ansible' | 'provision';
  /** Only of results of this kind. */
  readonly of?: 'check' | 'failure';
  readonly reason: string;
}

type Table = Readonly<Partial<Record<string, readonly Chosen[]>>>;

/** The chosen differences of a module, from differences.yml. */
export function readChosen(name: string): readonly Chosen[] {
  const all = load(readFileSync(join(differentialDirectory, 'differences.yml'), 'utf8')) as Table | null | undefined;
  const chosen = all?.[name] ?? [];
  const unreasoned = chosen.find(({ task, path, reason }) => !task || !path || !reason);
  if (unreasoned) throw new Error(`differences.yml, ${name}: task, path and reason are needed`);
  return chosen;
}

/** What is left of the differences, and the choices of the module (not those of all) that nothing differs by any more. */
export function withoutChosen(
  differences: readonly Difference[],
  chosen: readonly Chosen[],
  general: readonly Chosen[] = [],
): { readonly left: readonly Difference[]; readonly idle: readonly Chosen[] } {
  const left = differences.filter(
    (difference) => ![...chosen, ...general].some((choice) => covers(choice, difference)),
  );
  const idle = chosen.filter((choice) => !differences.some((difference) => covers(choice, difference)));
  return { left, idle };
}

function covers({ task, path, only, of }: Chosen, difference: Difference): boolean {
  if (only !== undefined && difference[only === 'ansible' ? 'provision' : 'ansible'] !== undefined) return false;
  if (of === 'check' && !difference.task.endsWith(' | check')) return false;
  if (of === 'failure' && !difference.isFailure) return false;
  const name = difference.task.replace(/ \| (?:check|again)$/, '');
  const names = [name, difference.task];
  return names.some((one) => new RegExp(`^(?:${task})$`).test(one)) && pathPattern(path).test(difference.path);
}

function pathPattern(path: string): RegExp {
  const parts = path.split('*').map((part) => part.replaceAll(/[.[\]()+?^$|\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
