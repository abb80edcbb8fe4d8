import { fail, type Conversation } from '../../module-kit/index.js';
import { isDrained } from './drained.js';
import { lookAtPath, lookAtPort, patternOf, type Found } from './look.js';

export interface WaitArgs {
  readonly host: string;
  readonly port: number | undefined;
  readonly path: string | undefined;
  readonly state: 'started' | 'present' | 'stopped' | 'absent' | 'drained';
  readonly search_regex: string | undefined;
  readonly connect_timeout: number;
  readonly active_connection_states: readonly string[];
  readonly exclude_hosts: readonly string[] | undefined;
}

/** What is waited for: its name for people, and one look at it. */
export interface Condition {
  readonly what: string;
  look(attempt: number): Conversation<Found | undefined>;
}

/** The condition that a task's arguments describe; `undefined` when only time must pass. */
export function conditionOf(args: WaitArgs): Condition | undefined {
  const { host, port, path, state, search_regex: search } = args;
  const pattern = patternOf(search);
  const isGone = state === 'stopped' || state === 'absent';
  if (state === 'drained') return draining(args);
  if (port !== undefined) {
    const what =
      search === undefined
        ? `${host}:${port}${isGone ? ' to stop.' : ''}`
        : `search string ${search} in ${host}:${port}`;
    return { what, look: () => turned(lookAtPort({ ...args, port }, pattern), isGone) };
  }
  if (path === undefined) return undefined;
  const what =
    search === undefined ? `${isGone ? 'absence of file' : 'file'} ${path}` : `search string ${search} in ${path}`;
  return { what, look: (attempt) => turned(lookAtPath(path, pattern, attempt), isGone) };
}

function draining({ host, port, path, active_connection_states: states, exclude_hosts }: WaitArgs): Condition {
  if (path !== undefined || port === undefined) fail('state: drained is about a port: give port, not path');
  const subject = { host, port, states, excluded: exclude_hosts ?? [] };
  return {
    what: `${host}:${port} to drain`,
    *look(attempt) {
      return (yield* isDrained(subject, attempt)) ? {} : undefined;
    },
  };
}

/** The opposite is waited for when something must be gone. */
function* turned(look: Conversation<Found | undefined>, isGone: boolean): Conversation<Found | undefined> {
  const found = yield* look;
  if (!isGone) return found;
  return found ? undefined : {};
}
