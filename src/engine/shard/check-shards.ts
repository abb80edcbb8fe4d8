import { ContentErrors, type ProvisionError } from '../../base/errors.js';
import type { Play } from '../../playbook/nodes.js';
import { noFiles } from '../../variables/task-layers.js';
import { playFiles } from '../play-files.js';
import { playHosts } from '../play-hosts.js';
import { planPlay } from '../plan-play.js';
import type { PlayRun, Run } from '../run.js';
import { known } from './known.js';
import { noteLearnt } from './learnt-names.js';
import { playProblems } from './play-problems.js';

/**
 * Refuses plays that need hosts of another slice, all problems together, before a host is reached. Plays whose hosts
 * are only known in the run are looked at when they are reached.
 */
export function checkShards(plays: readonly Play[], run: Run): void {
  const { sharding } = run;
  if (!sharding) return;
  for (const play of plays) noteLearnt(play, sharding);
  const problems = plays.flatMap((play) => {
    const planned = quietPlan(play, run);
    const hosts = known(() => playHosts(planned, run)) ?? [];
    return playProblems({ ...planned, allHosts: hosts }, sharding);
  });
  if (problems.length > 0) throw new ContentErrors(distinct(problems));
}

/** The play with lookups that only look: nothing may happen before the run does. */
function quietPlan(play: Play, run: Run): PlayRun {
  const plan = planPlay(play, { ...run, plugins: withoutEffects(run.plugins) });
  return { ...plan, variables: { ...plan.variables, files: known(() => playFiles(plan)) ?? noFiles } };
}

const harmless: ReadonlySet<string> = new Set(
  [
    'dict',
    'flattened',
    'indexed_items',
    'inventory_hostnames',
    'items',
    'list',
    'nested',
    'sequence',
    'subelements',
  ].concat(['together', 'cartesian', 'vars', 'varnames', 'first_found', 'fileglob']),
);

function withoutEffects(plugins: Run['plugins']): Run['plugins'] {
  const isHarmless = (name: string): boolean => harmless.has(name.replace(/^ansible\.(?:builtin|legacy)\./, ''));
  return { ...plugins, lookups: new Map([...plugins.lookups].filter(([name]) => isHarmless(name))) };
}

function distinct(problems: readonly ProvisionError[]): ProvisionError[] {
  return [
    ...new Map(problems.map((problem) => [`${problem.message} ${JSON.stringify(problem.at)}`, problem])).values(),
  ];
}
