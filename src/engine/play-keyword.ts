import type { Play } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { renderKeyword } from './keyword-value.js';
import { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { taskTemplar } from './task-scope.js';

/** A keyword of the play itself, rendered for no host in particular. */
export function playKeyword(play: Play, name: string, planned: PlayRun): Value | undefined {
  const written = play.keywords.get(name);
  return written && renderKeyword(name, written, taskTemplar(planned, play, new RunHost('localhost')));
}
