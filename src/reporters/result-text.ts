import type { HostResult } from '../events/event.js';
import { printable } from './style.js';

/** What a failed command printed, as text: its stderr, else its stdout, indented; nothing when the message says it all. */
export function failureOutput({ result }: HostResult): string[] {
  const parts = [result['stderr'], result['module_stderr'], result['stdout']].filter(
    (part): part is string => typeof part === 'string' && part.trim() !== '',
  );
  const [text] = parts;
  const message = String(result['msg'] ?? '');
  if (text === undefined || message.includes(text.trim())) return [];
  return printable(text.trimEnd()).split('\n').slice(-40);
}

/** What a `debug` task wants to be seen. */
export function debugText(result: Readonly<Record<string, unknown>>): string[] {
  const shown = Object.entries(result).filter(
    ([key]) => !hiddenKeys.has(key) && !key.startsWith('_') && !key.startsWith('ansible_'),
  );
  return shown.flatMap(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return printable(key === 'msg' ? text : `${key}: ${text}`).split('\n');
  });
}

const hiddenKeys = new Set([
  'changed',
  'failed',
  'skipped',
  'item',
  'attempts',
  'false_condition',
  'skip_reason',
  'failed_when_result',
]);
