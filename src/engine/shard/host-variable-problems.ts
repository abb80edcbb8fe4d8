import type { ProvisionError } from '../../base/errors.js';
import type { Task } from '../../playbook/nodes.js';
import type { Probing, ProbedText } from '../../template/probe.js';
import { templateNames } from '../../template/template-names.js';
import { TemplateText, isDict, isList, type Value } from '../../values/value.js';
import { RunHost } from '../run-host.js';
import type { PlayRun } from '../run.js';
import { taskTemplar, writtenVariable } from '../task-scope.js';
import { known, mayRun, roundsOf } from './known.js';
import { isRefusal, type Sharding } from './sharding.js';
import { taskTexts } from './task-texts.js';

/** Templates of a play that read, through `hostvars`, what only hosts of other slices come by. */
export function hostVariableProblems(tasks: readonly Task[], planned: PlayRun, sharding: Sharding): ProvisionError[] {
  const hosts = sharding.viewpoints(planned.allHosts);
  return tasks.flatMap((task) => {
    for (const host of hosts) {
      const found = problemsOf(task, seenFrom(host, planned, sharding), host);
      // What a task does not read for its first host, it reads for none.
      if (found === undefined) return [];
      if (found.length > 0) return found;
    }
    return [];
  });
}

/** The play as the slice of a host would run it: the verdict is the same in all slices. */
function seenFrom(host: string, planned: PlayRun, sharding: Sharding): PlayRun {
  return { ...planned, run: { ...planned.run, sharding: sharding.asOf(host) } };
}

/** The problems of a task for a host; `undefined` when it does not read `hostvars` at all. */
function problemsOf(task: Task, planned: PlayRun, name: string): readonly ProvisionError[] | undefined {
  const host = new RunHost(name);
  const nothing = { variables: new Map(), remembered: new Map() };
  const templar = taskTemplar(planned, task, host);
  const mentions = mentionsOf((variable) => writtenVariable(variable, { playRun: planned, task, host, ...nothing }));
  const texts = taskTexts(task, planned.play, { templar, run: planned.run }).filter((text) => reads(text, mentions));
  if (texts.length === 0) return undefined;
  const looking: Omit<Probing, 'evaluation'> = { mentions, isWanted: isRefusal };
  for (const round of [templar, ...roundsOf(task, templar)]) {
    // The conditions themselves are among the texts: they are evaluated for every host.
    const due = mayRun(task, round) ? texts : texts.filter(({ isExpression }) => isExpression === true);
    const problems = due.flatMap((text) => round.probe(text, looking));
    if (problems.length > 0) return problems;
  }
  return [];
}

function reads({ source, isExpression }: ProbedText, mentions: (name: string) => boolean): boolean {
  const { names } = templateNames(source, isExpression === true ? 'expression' : 'template');
  return [...names].some(mentions);
}

/** Whether a name leads to `hostvars`, by itself or through the variables that its value is made of. */
function mentionsOf(find: (name: string) => Value | undefined): (name: string) => boolean {
  const decided = new Map<string, boolean>([['hostvars', true]]);
  const mentions = (name: string): boolean => {
    const before = decided.get(name);
    if (before !== undefined) return before;
    // Variables that need themselves end here.
    decided.set(name, false);
    const value = known(() => find(name));
    const found = value !== undefined && templatesIn(value).some((text) => reads(text, mentions));
    decided.set(name, found);
    return found;
  };
  return mentions;
}

/** The templates in a written value; what is made when it is read holds none. */
function templatesIn(value: Value): ProbedText[] {
  if (value instanceof TemplateText) return [{ source: value.source, at: value.at }];
  if (isList(value)) return value.flatMap(templatesIn);
  if (!isDict(value) || Object.getPrototypeOf(value) !== Map.prototype) return [];
  return [...value.values()].flatMap(templatesIn);
}
