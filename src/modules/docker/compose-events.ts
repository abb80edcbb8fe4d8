import type { ClientOutput } from './client.js';

/** What Compose tells of one resource. */
export interface ComposeEvent {
  /** `container`, `image`, `network`, `service`, `volume` or `unknown`. */
  readonly what: string;
  readonly id: string;
  readonly status: string;
  readonly details: string;
}

/** What is told as an action, as keys of the result. */
export interface ComposeAction {
  readonly what: string;
  readonly id: string;
  readonly status: string;
  readonly [key: string]: string;
}

/** The states of a resource that is being changed. */
const changing = [
  'Starting',
  'Exiting',
  'Restarting',
  'Creating',
  'Stopping',
  'Killing',
  'Removing',
  'Recreate',
  'Recreating',
  'Pulling',
  'Building',
];

const resource = /^(?:\s*DRY-RUN MODE -\s+)?(?:(Container|Image|Network|Service|Volume) )?(\S.*?)$/;
const plainLine = /^\s*(?:DRY-RUN MODE -\s+)?(Container|Image|Network|Service|Volume) (\S+)\s+(\S.*?)\s*$/;

/** The events that Compose prints: an object a line (from 2.29 on), or `Container web-1  Starting`. */
export function readEvents(stderr: string): ComposeEvent[] {
  return stderr.split(/[\r\n]+/).flatMap((line) => {
    const event = line.trimStart().startsWith('{') ? jsonEvent(line) : plainEvent(line);
    return event ? [event] : [];
  });
}

function plainEvent(line: string): ComposeEvent | undefined {
  const [, what, id, rest] = plainLine.exec(line) ?? [];
  if (what === undefined || id === undefined || rest === undefined) return undefined;
  const [status = '', ...details] = rest.split(' ');
  return { what: what.toLowerCase(), id, status, details: details.join(' ') };
}

function jsonEvent(line: string): ComposeEvent | undefined {
  const data = parsed(line);
  const text = (key: string): string => (typeof data?.[key] === 'string' ? data[key] : '');
  if (!data || text('parent_id') !== '') return undefined;
  const [, what = 'unknown', id = ''] = resource.exec(text('id')) ?? [];
  // Version 2 tells the state as `status`; version 5 has `Working` there, and the state in `text`.
  const status = [text('text'), text('status')].find((state) => changing.includes(state)) ?? text('status');
  const details = text('details') || text('text') || text('message');
  return { what: what.toLowerCase(), id, status: data['error'] === true ? 'Error' : status, details };
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    // What a program of the project prints may begin like JSON.
    return undefined;
  }
}

/** What was changed, each once. */
export function changesOf(events: readonly ComposeEvent[]): ComposeAction[] {
  const actions = events
    .filter(({ status }) => changing.includes(status))
    .map(({ what, id, status }) => ({ what, id, status: status === 'Recreate' ? 'Recreating' : status }));
  const distinct = new Map(actions.map((action) => [JSON.stringify(action), action]));
  return [...distinct.values()];
}

/** Why a command failed: what it says of a resource, or else the end of its output. */
export function problemOf(events: readonly ComposeEvent[], { rc, stderr }: ClientOutput): string {
  const [failed] = events.filter(({ status }) => status === 'Error');
  if (failed && failed.what !== 'unknown')
    return `Error when processing ${failed.what} ${failed.id}: ${failed.details}`;
  const words = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && readEvents(line).length === 0)
    .at(-1);
  return `General error: ${failed?.details || words?.trim() || `Return code ${rc} is non-zero`}`;
}
