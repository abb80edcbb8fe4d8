import type { ErrorCause, HostResult, TaskReference } from '../../events/event.js';
import type { ReadSource } from '../error-text.js';
import { originLines } from './source-excerpt.js';

type Failed = Pick<HostResult, 'result' | 'error'>;

/** What Ansible tells of a failed task besides its result: the message, its place and what caused it. */
export function taskErrorText(task: TaskReference, failed: Failed, readSource: ReadSource): string {
  const message = messageOf(failed);
  const title = `[ERROR]: ${message.startsWith('Task failed: ') ? message : `Task failed: ${message}`}`;
  const causes = failed.error?.causes ?? [];
  const origin = task.at ? originLines(task.at, readSource) : [];
  if (causes.length === 0) return [title, ...origin, ''].join('\n');
  const [outer] = causes;
  const summary = message.slice(0, message.length - (outer?.message.length ?? 0)).replace(/: $/, '');
  const first = summary === '' ? 'Task failed.' : `${summary.replace(/\.?$/, '')}.`;
  return [title, '', first, ...origin, '', ...causes.flatMap((cause) => causeLines(cause, readSource)), ''].join('\n');
}

function causeLines({ message, at, help }: ErrorCause, readSource: ReadSource): string[] {
  return [
    '<<< caused by >>>',
    '',
    message,
    ...(at ? originLines(at, readSource) : []),
    ...(help === undefined ? [] : ['', help]),
  ];
}

function messageOf({ result, error }: Failed): string {
  return (error?.message ?? String(result['msg'] ?? '')) || 'Action failed.';
}
