import { ProvisionError } from '../base/errors.js';
import type { Play } from '../playbook/nodes.js';
import { playKeyword } from './play-keyword.js';
import type { PlayRun } from './run.js';

const strategies = ['linear', 'free', 'host_pinned', 'debug'] as const;

/** How the hosts of a play keep in step. */
export type Strategy = (typeof strategies)[number];

/** The strategy of a play. Throws E0402 for one that does not exist. */
export function strategyOf(play: Play, planned: PlayRun): Strategy {
  const name = String(playKeyword(play, 'strategy', planned) ?? planned.run.settings.strategy);
  const found = strategies.find((strategy) => strategy === name.replace(/^ansible\.builtin\./, ''));
  if (found) return found;
  throw new ProvisionError('E0402', `there is no strategy "${name}"`, {
    at: play.keywords.get('strategy')?.at,
    hint: `use one of ${strategies.join(', ')}`,
  });
}

/** Whether the hosts of a play go on by themselves, each as fast as it can. */
export function isWithoutStep(playRun: PlayRun): boolean {
  const strategy = strategyOf(playRun.play, playRun);
  return strategy === 'free' || strategy === 'host_pinned';
}
