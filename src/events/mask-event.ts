import type { SecretMask } from '../base/secret.js';
import type { RunEvent } from './event.js';

/** Fields of events whose values are words of ours: readers tell by them what happened. */
const wordFields = new Set([
  'type',
  'status',
  'code',
  'action',
  'strategy',
  'display',
  'way',
  'state',
  'cause',
  'level',
]);

/** Fields of events that hold what hosts and content say, with keys of theirs. */
const openFields = new Set(['result', 'before', 'after', 'counts', 'stats']);

/**
 * What results call their parts, whatever they hold. A secret that is such a word is told by nobody who reads the key; other
 * keys may be made of secrets, as those of dicts in variables are.
 */
const partNames = new Set(
  `ansible_facts ansible_job_id ansible_loop_var attempts backup_file before after changed checksum cmd censored content
  delta deprecations dest diff directory enabled encoding end exception exists failed false_condition file finished gid group
  groups home host hosts invocation item json link md5sum mode module_args msg name names owner package packages password
  path prepared rc reason results results_file secontext secret service shell size skip_reason skipped source src start
  started stat state status stderr stderr_lines stdout stdout_lines time token uid unreachable url user username value values
  version warnings`.split(/\s+/),
);

type Fields = Readonly<Record<string, unknown>>;

/**
 * A copy of an event in which secrets are hidden; the event itself when there is nothing to hide. Its own keys and words
 * stay, and so does its shape: strings stay strings, and nothing else is touched.
 */
export function maskEvent(event: RunEvent, mask: SecretMask): RunEvent {
  if (mask.isEmpty) return event;

  const open = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(open);
    if (!isFields(node)) return maskText(node, mask);
    const keyOf = (key: string): string => (partNames.has(key) ? key : mask.apply(key));
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [keyOf(key), open(member)]));
  };

  const own = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(own);
    if (!isFields(node)) return maskText(node, mask);
    const valueOf = (key: string, member: unknown): unknown => {
      if (wordFields.has(key)) return member;
      return openFields.has(key) ? open(member) : own(member);
    };
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, valueOf(key, member)]));
  };

  if (event.type !== 'host end' && event.type !== 'item end') return own(event) as RunEvent;
  // How a task ended is ours too; what it registered, inside of that, is not.
  return { type: event.type, task: own(event.task), result: own(event.result) } as RunEvent;
}

function maskText(node: unknown, mask: SecretMask): unknown {
  if (typeof node === 'string') return mask.apply(node);
  return node instanceof Uint8Array ? mask.apply(Buffer.from(node).toString()) : node;
}

function isFields(node: unknown): node is Fields {
  return typeof node === 'object' && node !== null && Object.getPrototypeOf(node) === Object.prototype;
}
