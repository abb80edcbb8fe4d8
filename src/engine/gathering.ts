import { collectKeyword, type Task, type Written } from '../playbook/nodes.js';
import type { Dict, Value } from '../values/value.js';
import { isTruthy } from './coerce.js';
import type { PlayRun } from './run.js';

/** The task that gathers facts before a play's own, when the play or the configuration asks for it. */
export function gatheringTask(playRun: PlayRun, gatherFacts: Value | undefined): Task[] {
  const { play, run, batch } = playRun;
  const { gathering } = run.settings;
  const isWanted = gatherFacts === undefined || gatherFacts === null ? gathering !== 'explicit' : isTruthy(gatherFacts);
  const isKnown = gathering === 'smart' && batch.every((host) => host.hasFacts);
  if (!isWanted || isKnown) return [];
  const args: Dict = new Map();
  for (const key of ['gather_subset', 'gather_timeout', 'fact_path']) {
    const written = play.keywords.get(key);
    if (written) args.set(key, written.value);
  }
  const keywords = new Map<string, Written>([['name', { value: 'Gathering Facts', at: play.at }]]);
  // `run_once` of a play is for its tasks: facts are every host's own.
  keywords.set('run_once', { value: false, at: play.at });
  // The tags of a play count for its facts too.
  if (collectKeyword(play, 'tags').length === 0) keywords.set('tags', { value: ['always'], at: play.at });
  return [
    {
      kind: 'task',
      id: 0,
      at: play.at,
      keywords,
      parent: play,
      role: undefined,
      action: 'ansible.builtin.gather_facts',
      module: { name: 'ansible.builtin.gather_facts' },
      actionAt: play.at,
      args,
      loop: undefined,
      isHandler: false,
      file: play.file,
    },
  ];
}
