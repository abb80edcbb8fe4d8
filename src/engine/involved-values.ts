import type { Position } from '../base/position.js';
import type { ErrorNote, ValueNote } from '../events/event.js';
import { templateNames } from '../template/template-names.js';
import { toJson } from '../values/json.js';
import type { Templar } from '../template/templar.js';
import { TemplateText, VaultText, isDict, isList, type Value } from '../values/value.js';
import type { Item } from './item.js';
import { itemScope, taskTemplar } from './task-scope.js';

const mostShown = 6;

/** Characters. */
const longestValue = 80;

/** Values that nobody marked as secret, but whose names say so. */
const secretName = /pass(?:word|wd|phrase)?(?![a-z])|secret|token|credential|private|api_?key/i;

/** The variables that what failed was made of: what they are, and where that is written. */
export function involvedValues(item: Item, error: ErrorNote): readonly ValueNote[] {
  const texts = templatesOf(item);
  const near = texts.filter((text) => isSame(text.at, error.start ?? error.at));
  const names = new Set(
    (near.length > 0 ? near : texts).flatMap(({ source, kind }) => [...templateNames(source, kind).names]),
  );
  const scope = itemScope(item);
  const templar = taskTemplar(item.playRun, item.task, item.host, item);
  const written = [...names].filter((name) => scope.isWritten(name) || item.variables.has(name));
  return written.slice(0, mostShown).map((name) => ({
    name,
    at: scope.placeOf(name),
    value: secretName.test(name) ? '********' : valueText(name, scope.find(name), templar),
  }));
}

interface Text {
  readonly source: string;
  readonly kind: 'template' | 'expression';
  readonly at: Position | undefined;
}

/** Keywords whose text is an expression without braces. */
const conditions = ['when', 'failed_when', 'changed_when', 'until'];

function templatesOf({ task }: Item): Text[] {
  const inConditions = conditions.flatMap((name) => {
    const keyword = task.keywords.get(name);
    return keyword ? conditionTexts(keyword.value, keyword.at) : [];
  });
  // What `assert` asserts are expressions too.
  const asserted = conditionTexts(task.args.get('that') ?? null, task.at);
  return [...textsIn(task.args), ...asserted, ...(task.loop ? textsIn(task.loop.value) : []), ...inConditions];
}

function conditionTexts(value: Value, at: Position | undefined): Text[] {
  if (isList(value)) return value.flatMap((member) => conditionTexts(member, at));
  return typeof value === 'string' && value !== '' ? [{ source: value, kind: 'expression', at }] : textsIn(value);
}

function textsIn(value: Value): Text[] {
  if (value instanceof TemplateText) return [{ source: value.source, kind: 'template', at: value.at }];
  if (isList(value)) return value.flatMap(textsIn);
  return isDict(value) ? [...value.values()].flatMap(textsIn) : [];
}

function isSame(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && b !== undefined && a.file === b.file && a.line === b.line && a.column === b.column;
}

/** The value; as it is written where it cannot be rendered, or is made of what is secret. */
function valueText(name: string, written: Value | undefined, templar: Templar): string | undefined {
  if (written instanceof VaultText) return '********';
  const isOfSecrets = written instanceof TemplateText && secretName.test(written.source);
  return (isOfSecrets ? undefined : shortText(() => templar.find(name))) ?? shortText(() => written);
}

/** A value on one line; nothing of one that cannot be rendered: that is what is told already. */
function shortText(find: () => Value | undefined): string | undefined {
  try {
    const value = find();
    const text = value === undefined ? undefined : JSON.stringify(toJson(value), withoutSecrets);
    return text !== undefined && text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
  } catch {
    return undefined;
  }
}

function withoutSecrets(key: string, value: unknown): unknown {
  return secretName.test(key) ? '********' : value;
}
