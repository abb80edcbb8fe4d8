import { positionOfKey, positionOfValue } from '../../values/origin.js';
import type { Dict } from '../../values/value.js';
import { textOf, type LintPlay, type LintTask } from '../lint-file.js';
import type { Rule, Violation } from '../rule.js';

function taskName(task: LintTask): Violation[] {
  if (task.isBlock && !task.dict.has('name')) return [];
  const name = textOf(task.dict.get('name'));
  if (name === undefined || name === '') return [{ tag: 'missing', message: 'All tasks should be named.' }];
  return nameViolations(task.dict, name);
}

function playName({ dict }: LintPlay): Violation[] {
  const name = textOf(dict.get('name'));
  if (name === undefined) return [{ tag: 'play', message: 'All plays should be named.' }];
  return nameViolations(dict, name);
}

function nameViolations(dict: Dict, name: string): Violation[] {
  const found: Violation[] = [];
  const at = positionOfKey(dict, 'name');
  // A prefix, `file | Name`, is written as the file is.
  const own = name.split(' | ').at(-1) ?? name;
  if (/^\p{Ll}/u.test(own))
    found.push({
      tag: 'casing',
      message: 'All names should start with an uppercase letter.',
      at,
      fix: capital(dict, name, own),
    });
  if (/\{\{.*\}\}\s*\w/s.test(name))
    found.push({ tag: 'template', message: "Jinja templates should only be at the end of 'name'", at });
  return found;
}

function capital(dict: Dict, name: string, own: string): Violation['fix'] {
  const at = positionOfValue(dict, 'name');
  if (!at || own !== name) return undefined;
  return { at, before: name, after: (own[0] ?? '').toUpperCase() + own.slice(1) };
}

/** Names of tasks and plays. */
export const nameRules: readonly Rule[] = [
  { id: 'name', summary: 'what has no name, or one that is hard to read', task: taskName, play: playName },
];
