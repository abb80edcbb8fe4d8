import { fail, type Conversation } from '../../module-kit/index.js';
import { dataOf, Engine, objectAt, textAt, valueAt, type EngineData } from './engine.js';

/** What an engine knows of the swarm it is in. */
export interface SwarmMembership {
  /** `inactive`, `pending`, `active`, `error` or `locked`. */
  readonly state: string;
  readonly isManager: boolean;
  readonly nodeId: string;
  readonly info: EngineData;
}

export function* findMembership(engine: Engine): Conversation<SwarmMembership> {
  const info = dataOf(yield* engine.get({ path: '/info' }));
  const swarm = objectAt(info, 'Swarm');
  return {
    state: textAt(swarm, 'LocalNodeState') ?? 'inactive',
    isManager: valueAt(swarm, 'ControlAvailable') === true,
    nodeId: textAt(swarm, 'NodeID') ?? '',
    info,
  };
}

/** Ends the task unless the engine is a manager of a swarm. */
export function* needManager(
  engine: Engine,
  problem = 'Error running docker swarm module: must run on swarm manager node',
): Conversation<SwarmMembership> {
  const membership = yield* findMembership(engine);
  if (!membership.isManager) fail(problem);
  return membership;
}

/** The key that unlocks the managers of the swarm; `null` where they are not locked. */
export function* unlockKey(engine: Engine): Conversation<string | null> {
  const found = yield* engine.find('/swarm/unlockkey');
  return textAt(found ?? {}, 'UnlockKey') || null;
}
