import type { HostResult } from '../events/event.js';
import type { Json } from '../values/json.js';
import { Float, LongInt } from '../values/value.js';
import { printable } from './style.js';

const mostLines = 40;

/** What a failed command printed, as text: its stderr, else its stdout; nothing when the message says it all. */
export function failureOutput({ result }: Pick<HostResult, 'result'>): string[] {
  const parts = [result['stderr'], result['module_stderr'], result['stdout']];
  const text = parts.find((part): part is string => typeof part === 'string' && part.trim() !== '');
  const message = String(result['msg'] ?? '');
  if (text === undefined || message.includes(text.trim())) return [];
  const lines = printable(text.trimEnd()).split('\n');
  const left = lines.length - mostLines;
  return left > 0 ? [`(${left} more lines before these)`, ...lines.slice(-mostLines)] : lines;
}

/** What a task failed with, in words. */
export function failureMessage({ result, error }: Pick<HostResult, 'result' | 'error'>): string {
  const otherwise = 'censored' in result ? 'the task failed; what it said is hidden by no_log' : 'the task failed';
  const message = error?.message ?? String(result['msg'] ?? otherwise);
  const status = result['rc'];
  const attempts = result['attempts'];
  const withStatus =
    message === 'non-zero return code' && typeof status === 'number' ? `exit status ${status}` : message;
  return typeof attempts === 'number' && attempts > 1 ? `${withStatus} (${attempts} attempts)` : withStatus;
}

/** A result as lines for people: a message as it is, other keys with their names. */
export function resultLines(result: Readonly<Record<string, Json | undefined>>): string[] {
  const shown = Object.entries(result).filter(([key]) => !isHidden(key));
  return shown.flatMap(([key, value]) => (key === 'msg' ? messageLines(value) : memberLines(key, value)));
}

function isHidden(key: string): boolean {
  return hiddenKeys.has(key) || key.startsWith('_') || key.startsWith('ansible_') || key.endsWith('_lines');
}

/** A message that is a list is meant to be read line by line. */
function messageLines(value: Json | undefined): string[] {
  if (Array.isArray(value))
    return value.flatMap((member) => (isPlain(member) ? messageLines(member) : treeLines(member)));
  return isPlain(value) ? printable(plainText(value)).trimEnd().split('\n') : treeLines(value);
}

/** A structure in the shape of YAML: indented, without brackets and quotes. */
function treeLines(value: Json | undefined): string[] {
  if (Array.isArray(value))
    return value.flatMap((member) => indented(isPlain(member) ? messageLines(member) : treeLines(member), '- '));
  if (isPlain(value)) return messageLines(value);
  return Object.entries(value).flatMap(([key, member]) => memberLines(key, member));
}

function memberLines(key: string, value: Json | undefined): string[] {
  const name = printable(key);
  if (isEmpty(value)) return [`${name}: ${JSON.stringify(value)}`];
  const lines = isPlain(value) ? messageLines(value) : treeLines(value);
  return isPlain(value) && lines.length === 1 ? [`${name}: ${lines[0] ?? ''}`] : [`${name}:`, ...indented(lines, '  ')];
}

function indented(lines: readonly string[], first: string): string[] {
  return lines.map((line, index) => (index === 0 ? first : '  ') + line);
}

function plainText(value: Plain | undefined): string {
  return String(value instanceof Float || value instanceof LongInt ? value.value : value);
}

type Plain = null | boolean | number | bigint | string | Float | LongInt;

function isPlain(value: Json | undefined): value is Plain | undefined {
  return typeof value !== 'object' || value === null || value instanceof Float || value instanceof LongInt;
}

function isEmpty(value: Json | undefined): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
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
