import type { Position } from '../../base/position.js';
import type { Deprecation, Notice, RunEvent } from '../../events/event.js';
import type { ReadSource } from '../exact-place.js';
import { originLines } from './source-excerpt.js';

/** Said before the first of what goes away, because there may be much of it. */
export const howToSilence =
  '[WARNING]: Deprecation warnings can be disabled by setting `deprecation_warnings=False` in ansible.cfg.';

/** A warning as Ansible tells it. */
export function warningText(notice: Notice, readSource: ReadSource): string {
  return `[WARNING]: ${noticeText(notice, readSource)}`;
}

/** What goes away, as Ansible tells it. */
export function deprecationText(event: Extract<RunEvent, { type: 'deprecation' }>, readSource: ReadSource): string {
  const message = `${event.message} This feature will be removed from ${releaseText(event)}.`;
  return `[DEPRECATION WARNING]: ${noticeText({ ...event, message }, readSource)}`;
}

function releaseText({ module, collection, version }: Deprecation): string {
  const product = collection === undefined ? 'ansible-core' : `collection '${collection}'`;
  const release = /^\d{4}-\d\d-\d\d$/.test(version) ? `in a release after ${version}` : `version ${version}`;
  return `${module === undefined ? '' : `module '${module}' in `}${product} ${release}`;
}

/** The message, its place in the content, and what helps: behind the message where there is no place. */
function noticeText(notice: Notice, readSource: ReadSource): string {
  const { message, help } = notice;
  const origin = originOf(notice, readSource);
  if (origin.length === 0) return help === undefined ? message : `${message} ${help}`;
  return [message, ...origin, '', ...(help === undefined ? [] : [help, ''])].join('\n');
}

function originOf({ at, start, subject }: Notice, readSource: ReadSource): string[] {
  if (subject === null) return [];
  if (subject !== undefined) return ['Origin: <unknown>', '', subject];
  const place: Position | undefined = start ?? at;
  return place === undefined ? [] : originLines(place, readSource);
}
