import type { Effect } from '../module-kit/module.js';
import { keepFacts } from './fact-cache.js';
import { learnFact } from './learn-fact.js';
import { warnOfReserved } from './reserved-names.js';
import type { Run } from './run.js';
import { RunHost } from './run-host.js';
import type { Item } from './item.js';
import { addStats } from './stats.js';
import { delegateOf } from './delegate.js';
import { keywordFlag } from './task-context.js';
import { taskTemplar } from './task-scope.js';
import { isTrusted, setTrusted } from '../values/trust.js';
import type { Value } from '../values/value.js';

/** Carries out what an action asks of the run itself. */
export function applyEffects(item: Item, effects: readonly Effect[]): void {
  for (const host of factHosts(item)) {
    for (const effect of effects) {
      applyTo(host, effect, item);
      item.applied?.push({ host: host.name, effect });
    }
  }
}

/** Carries out one effect, for the host whose knowledge or place it changes. */
export function applyTo(host: RunHost, effect: Effect, { playRun, task }: Pick<Item, 'playRun' | 'task'>): void {
  const { inventory, hosts } = playRun.run;
  switch (effect.kind) {
    case 'facts':
      warnOfReserved(playRun.run, effect.facts.keys(), () => task.actionAt);
      setAll(host.known.setFacts, effect.facts);
      for (const name of effect.facts.keys()) playRun.run.sharding?.learnt.add(name);
      if (!effect.cacheable) return;
      for (const [name, value] of effect.facts) learnFact(host, name, value);
      return keepFacts(playRun.run, host);
    case 'host variables':
      warnOfReserved(playRun.run, effect.variables.keys(), () => task.actionAt);
      setAll(host.known.includedVars, effect.variables);
      return;
    case 'gathered facts':
      for (const [name, value] of effect.facts) learnFact(host, name, value);
      return keepFacts(playRun.run, host);
    case 'stats':
      return addStats(playRun.run.stats, effect.perHost ? host.name : undefined, effect);
    case 'add host':
      // Whether the play's pattern means it or not, as in Ansible; the play goes on without it all the same.
      if (!inventory.findHost(effect.name)) playRun.allHosts.push(effect.name);
      inventory.addHost(effect.name, effect.groups, effect.variables);
      if (!hosts.has(effect.name)) hosts.set(effect.name, new RunHost(effect.name));
      return tellAddedHost(effect.name, playRun.run);
    case 'group by':
      inventory.addHostToGroup(host.name, effect.group, effect.parents);
      return;
    default:
      return effect satisfies never;
  }
}

function tellAddedHost(name: string, { events }: Run): void {
  events.emit({ type: 'detail', level: 2, text: `creating host via 'add_host': hostname=${name}` });
}

/** Sets variables, which stay text as written in content where they are. */
function setAll(known: Map<string, Value>, variables: ReadonlyMap<string, Value>): void {
  for (const [name, value] of variables) {
    known.set(name, value);
    setTrusted(known, name, isTrusted(variables, name, value));
  }
}

/** Facts belong to the task's host (with `run_once` to all of them), or with `delegate_facts` to the one it was delegated to. */
function factHosts(item: Item): readonly RunHost[] {
  const { playRun, task, host, sharedBy } = item;
  const templar = taskTemplar(playRun, task, host, item);
  const delegate = keywordFlag(task, 'delegate_facts', templar) ? delegateOf(item, templar) : undefined;
  if (delegate === undefined) return sharedBy;
  const { hosts } = playRun.run;
  const known = hosts.get(delegate) ?? new RunHost(delegate);
  hosts.set(delegate, known);
  return [known];
}
