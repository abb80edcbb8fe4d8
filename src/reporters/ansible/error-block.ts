import type { ErrorStep } from '../../base/errors.js';
import type { Position } from '../../base/position.js';
import type { ErrorNote } from '../../events/event.js';
import { brokenRule } from '../../template/conditions.js';
import { trustRule } from '../../template/untrusted.js';
import { variableNameRule } from '../../values/variable-name.js';
import type { ReadSource } from '../exact-place.js';
import { originLines } from './source-excerpt.js';

/** An error as Ansible tells it: the whole message, then each step that is written elsewhere with its place. */
export function errorText(note: ErrorNote, readSource: ReadSource): string {
  const { message, at, start, steps = [] } = note;
  const help = helpOf(note);
  // Of a task's arguments Ansible knows only what task they are of.
  const isOfArguments = note.code === 'E0502' && steps.length > 0 && steps.slice(1).every((step) => !step.at);
  const place = isOfArguments ? undefined : (start ?? at);
  const isApart = help.length > 0 || isOfKeyword(note);
  const said = message === '' ? [] : [{ message, at: place ?? steps.at(-1)?.at, isApart }];
  const parts = partsOf([...steps, ...said]);
  const title = `[ERROR]: ${parts.map(textOf).join(': ')}${message === '' ? '.' : ''}`;
  if (parts.length === 1) return [title, ...placeOf(parts[0], readSource), '', ...help].join('\n');
  const told = parts.map((part, index) => {
    const end = index < parts.length - 1 && !textOf(part).endsWith('.') ? '.' : '';
    return [`${textOf(part)}${end}`, ...placeOf(part, readSource), ''].join('\n');
  });
  return [title, '', told.join('\n<<< caused by >>>\n\n'), ...help].join('\n');
}

/** Of a task's error the result tells enough, but for rules; what ends the run, or leaves a task out, says what to do. */
function helpOf({ hint, steps = [] }: ErrorNote): string[] {
  if (hint === undefined || (steps.length > 0 && !rules.has(hint))) return [];
  return [hint, ''];
}

/** A value that a keyword cannot have, told behind the keyword. */
function isOfKeyword({ code, steps = [] }: ErrorNote): boolean {
  return code === 'E0402' && steps.at(-1)?.message.startsWith('Error processing keyword ') === true;
}

const rules: ReadonlySet<string> = new Set([variableNameRule, trustRule, brokenRule]);

function textOf({ steps }: Part): string {
  return steps.map(({ message }) => message).join(': ');
}

function placeOf(part: Part | undefined, readSource: ReadSource): string[] {
  return part?.at ? originLines(part.at, readSource) : [];
}

interface ToldStep extends ErrorStep {
  /** Told by itself although it is in the same place: something is said about it. */
  readonly isApart?: boolean;
}

interface Part {
  readonly steps: ErrorStep[];
  readonly at: Position | undefined;
}

/** Steps in one place are told as one. */
function partsOf(steps: readonly ToldStep[]): Part[] {
  const parts: Part[] = [];
  for (const step of steps) {
    const last = parts.at(-1);
    if (last && step.isApart !== true && (step.at === undefined || isSame(last.at, step.at))) last.steps.push(step);
    else parts.push({ steps: [step], at: step.at });
  }
  return parts;
}

function isSame(a: Position | undefined, b: Position): boolean {
  return a !== undefined && a.file === b.file && a.line === b.line && a.column === b.column;
}
