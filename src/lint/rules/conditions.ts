import { positionOf, positionOfItem, positionOfKey, positionOfValue } from '../../values/origin.js';
import { isList, type Value } from '../../values/value.js';
import type { Position } from '../../base/position.js';
import { textOf, type LintTask } from '../lint-file.js';
import type { Rule, Violation } from '../rule.js';

interface Condition {
  readonly text: string;
  readonly at: Position | undefined;
  /** Where its text begins, if that is known. */
  readonly begins: Position | undefined;
}

function conditionsOf({ dict }: LintTask, names: readonly string[]): Condition[] {
  return names.flatMap((name) => {
    const value = dict.get(name);
    const members: readonly Value[] = isList(value) ? value : value === undefined ? [] : [value];
    return members.flatMap((member, index) => {
      const text = textOf(member);
      if (text === undefined) return [];
      const begins = isList(value) ? (positionOf(member) ?? positionOfItem(value, index)) : positionOfValue(dict, name);
      return [{ text, at: positionOfKey(dict, name), begins }];
    });
  });
}

function noJinjaWhen(task: LintTask): Violation[] {
  return conditionsOf(task, ['when', 'changed_when', 'failed_when', 'until'])
    .filter(({ text }) => /\{\{|\{%/.test(text))
    .map((condition) => ({ message: 'No Jinja2 in when.', at: condition.at, fix: withoutBraces(condition) }));
}

/** A condition that is one expression in braces, whose meaning does not change without them. */
function withoutBraces({ text, begins }: Condition): Violation['fix'] {
  const [, inner = ''] = /^\{\{\s*((?:(?!\{\{|\}\}).)+?)\s*\}\}$/.exec(text) ?? [];
  if (inner === '' || !begins || /["'#:]|^[[{&*!|>%@`-]/.test(inner)) return undefined;
  return { at: begins, before: text, after: inner, isQuoted: true };
}

function literalCompare(task: LintTask): Violation[] {
  return conditionsOf(task, ['when', 'changed_when', 'failed_when', 'until'])
    .filter(({ text }) => /[=!]=\s*(?:true|false)\b/i.test(text))
    .map(({ at }) => ({ message: "Don't compare to literal True/False.", at }));
}

function emptyStringCompare(task: LintTask): Violation[] {
  return conditionsOf(task, ['when'])
    .filter(({ text }) => /[=!]=\s*(?:''|"")(?!['"])/.test(text))
    .map(({ at }) => ({ message: "Don't compare to empty string.", at }));
}

function noHandler(task: LintTask): Violation[] {
  const value = task.dict.get('when');
  if (task.isHandler || task.isBlock) return [];
  const [condition, ...others] = isList(value) ? value : [value ?? null];
  const text = textOf(condition) ?? '';
  const isChange = /^\s*\w+(?:\.changed|\["changed"\]|\['changed'\]|\s*\|\s*changed|\s+is\s+changed)\s*$/.test(text);
  return isChange && others.length === 0 ? [{ message: 'Tasks that run when changed should likely be handlers.' }] : [];
}

/** Conditions. */
export const conditionRules: readonly Rule[] = [
  { id: 'no-jinja-when', summary: 'braces in a condition', task: noJinjaWhen },
  { id: 'literal-compare', summary: 'a comparison with true or false', task: literalCompare },
  { id: 'empty-string-compare', summary: 'a comparison with empty text', isOptIn: true, task: emptyStringCompare },
  { id: 'no-handler', summary: 'a task that should be a handler', task: noHandler },
];
