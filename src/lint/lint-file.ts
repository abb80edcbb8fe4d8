import type { Position } from '../base/position.js';
import { shortName } from '../playbook/action-name.js';
import { freeFormKey, parseKeyValue } from '../playbook/key-value.js';
import { keywordsOf } from '../playbook/keywords.js';
import { positionOf, positionOfItem, positionOfKey } from '../values/origin.js';
import { TemplateText, UnsafeText, isDict, isList, type Dict, type Value } from '../values/value.js';
import type { FileKind } from './file-kind.js';

/** A file of content as rules see it. */
export interface LintFile {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly data: Value;
  readonly plays: readonly LintPlay[];
  readonly tasks: readonly LintTask[];
}

export interface LintPlay {
  readonly dict: Dict;
  readonly at: Position;
  readonly lastLine: number;
}

/** A task or block. */
export interface LintTask {
  readonly dict: Dict;
  readonly at: Position;
  readonly lastLine: number;
  readonly isHandler: boolean;
  readonly isBlock: boolean;
  /** As written. */
  readonly action: string;
  readonly actionAt: Position;
  /** Without the collection: `shell`. */
  readonly module: string;
  readonly args: Dict;
  /** The arguments that were written as one text. */
  readonly text: string | undefined;
  /** What encloses it: `when`, `become` and others may come from there. */
  readonly parents: readonly Dict[];
  readonly path: string;
}

/** The text of a scalar as written; `undefined` for lists and dicts. */
export function textOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null || isList(value) || isDict(value)) return undefined;
  if (value instanceof TemplateText) return value.source;
  return value instanceof UnsafeText ? value.text : String(value);
}

/** All texts in a value, wherever they stand, with their places where these are known. */
export function* textsIn(
  value: Value | undefined,
): Generator<{ readonly text: string; readonly at: Position | undefined }> {
  if (typeof value === 'string' || value instanceof TemplateText)
    yield { text: textOf(value) ?? '', at: positionOf(value) };
  else if (isList(value)) for (const member of value) yield* textsIn(member);
  else if (isDict(value)) for (const member of value.values()) yield* textsIn(member);
}

interface FileParts {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly data: Value;
}

/** Finds the plays and tasks of a file. */
export function makeLintFile(parts: FileParts): LintFile {
  const { path, kind, text, data } = parts;
  const lastLine = text.split('\n').length;
  const start = { path, lastLine, isHandler: kind === 'handlers', parents: [] };
  if (kind === 'tasks' || kind === 'handlers') return { ...parts, plays: [], tasks: [...tasksIn(data, start)] };
  if (kind !== 'playbook') return { ...parts, plays: [], tasks: [] };
  const plays = [...entriesOf(data, start)].map(({ dict, at, lastLine: last }) => ({ dict, at, lastLine: last }));
  const tasks = plays.flatMap(({ dict, lastLine: last }) =>
    ['pre_tasks', 'tasks', 'post_tasks', 'handlers'].flatMap((section) => [
      ...tasksIn(dict.get(section) ?? null, {
        path,
        lastLine: last,
        isHandler: section === 'handlers',
        parents: [dict],
      }),
    ]),
  );
  return { ...parts, plays, tasks };
}

interface Around {
  readonly path: string;
  readonly lastLine: number;
  readonly isHandler: boolean;
  readonly parents: readonly Dict[];
}

function* entriesOf(list: Value, { path, lastLine }: Pick<Around, 'path' | 'lastLine'>): Generator<LintPlay> {
  if (!isList(list)) return;
  for (const [index, dict] of list.entries()) {
    if (!isDict(dict)) continue;
    const at = positionOf(dict) ?? { file: path, line: 1, column: 1 };
    const next = index + 1 < list.length ? positionOfItem(list, index + 1) : undefined;
    yield { dict, at, lastLine: next === undefined ? lastLine : next.line - 1 };
  }
}

function* tasksIn(list: Value, around: Around): Generator<LintTask> {
  for (const { dict, at, lastLine } of entriesOf(list, around)) {
    const task = makeTask(dict, { ...around, at, lastLine });
    if (task) yield task;
    if (task?.isBlock !== true) continue;
    for (const part of ['block', 'rescue', 'always'])
      yield* tasksIn(dict.get(part) ?? null, { ...around, lastLine, parents: [...around.parents, dict] });
  }
}

const keywords = new Set([...keywordsOf('task'), ...keywordsOf('handler'), ...keywordsOf('block')]);

function makeTask(dict: Dict, around: Around & Pick<LintTask, 'at'>): LintTask | undefined {
  const isBlock = ['block', 'rescue', 'always'].some((part) => dict.has(part));
  const others = [...dict.keys()].map(String).filter((key) => !keywords.has(key) && !key.startsWith('with_'));
  const key = isBlock ? 'block' : (others[0] ?? ['action', 'local_action'].find((name) => dict.has(name)));
  if (key === undefined) return undefined;
  const explicit = key === 'action' || key === 'local_action';
  const { action, given } = explicit ? explicitAction(dict.get(key)) : { action: key, given: dict.get(key) };
  const text = textOf(given);
  const actionAt = positionOfKey(dict, key) ?? around.at;
  const short = shortName(action);
  return {
    ...around,
    dict,
    isBlock,
    action,
    actionAt,
    module: short.slice(short.lastIndexOf('.') + 1),
    args: isBlock ? new Map() : argumentsOf(given, { action, extra: dict.get('args'), at: actionAt }),
    text,
  };
}

function explicitAction(value: Value | undefined): { readonly action: string; readonly given: Value | undefined } {
  if (isDict(value)) return { action: textOf(value.get('module')) ?? '', given: value };
  const [, action = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(textOf(value) ?? '') ?? [];
  return { action, given: rest };
}

interface Given {
  readonly action: string;
  readonly extra: Value | undefined;
  readonly at: Position;
}

function argumentsOf(given: Value | undefined, { action, extra, at }: Given): Dict {
  if (isDict(given)) return given;
  const text = textOf(given);
  const args = text === undefined ? new Map<Value, Value>() : parseKeyValue(text, action, at);
  if (isDict(extra)) for (const [name, value] of extra) args.set(name, value);
  return args;
}

/** The command of `command` and `shell`, however it is written. */
export function commandOf({ args }: LintTask): string | undefined {
  const list = args.get('argv');
  if (isList(list)) return list.map((word) => textOf(word) ?? '').join(' ');
  return textOf(args.get(freeFormKey)) ?? textOf(args.get('cmd'));
}
