import type { Play } from '../playbook/nodes.js';
import { noFiles } from '../variables/task-layers.js';
import { HandlerBoard } from './handlers.js';
import type { PlayRun, Run } from './run.js';

/** The play before its hosts are known: enough to render its own keywords. */
export function planPlay(play: Play, run: Run): PlayRun {
  const shared = play.roles.filter((role) => role.isPublic);
  const variables = { node: play, roles: shared, files: noFiles, prompted: new Map(), included: [] };
  const handlers = new HandlerBoard([], { render: (value) => value, warn: () => undefined });
  return {
    run,
    play,
    variables,
    allHosts: [],
    others: [],
    batch: [],
    handlers,
    throttles: new Map(),
    stop: undefined,
    hasEnded: false,
  };
}
