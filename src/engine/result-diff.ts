import type { DiffNote } from '../events/event.js';
import type { Result } from '../module-kit/module.js';
import type { Json } from '../values/json.js';

/** A result with its `diff`, and the differences that are shown of it. */
export interface Differing {
  readonly result: Result;
  readonly diffs: readonly DiffNote[];
}

/**
 * Makes a result's `diff` and the differences that are shown one thing. Modules that say nothing of a `diff` get the one
 * that their changes tell, when differences were asked for; of the others, what they return is shown.
 */
export function settleDiff(result: Result, made: readonly DiffNote[], isWanted: boolean): Differing {
  if (!('diff' in result))
    return isWanted && made.length > 0 ? withMade(result, joinAttributes(made)) : { result, diffs: [] };
  const { diff } = result;
  const parts = diff === undefined ? [] : isList(diff) ? diff : [diff];
  const isShown = isWanted && result.changed !== false;
  return { result, diffs: isShown ? parts.flatMap(noteOf).filter(differs) : [] };
}

function withMade(result: Result, diffs: readonly DiffNote[]): Differing {
  const parts = diffs.map(partOf);
  return { result: { ...result, diff: parts.length === 1 ? parts[0] : parts }, diffs };
}

/** Attributes that several changes set are one difference. */
function joinAttributes(made: readonly DiffNote[]): DiffNote[] {
  const joined: DiffNote[] = [];
  for (const note of made) {
    const last = joined.at(-1);
    if (last && hasAttributes(last) && hasAttributes(note))
      joined[joined.length - 1] = {
        ...last,
        before: { ...note.before, ...last.before },
        after: { ...last.after, ...note.after },
      };
    else joined.push(note);
  }
  return joined;
}

type AttributeNote = Omit<DiffNote, 'before' | 'after'> &
  Readonly<Record<'before' | 'after', Readonly<Record<string, Json>>>>;

function hasAttributes(note: DiffNote): note is AttributeNote {
  return typeof note.before !== 'string' && typeof note.after !== 'string';
}

function partOf({ before, after, beforeHeader, afterHeader }: DiffNote): Json {
  return {
    before,
    after,
    ...(beforeHeader === undefined ? {} : { before_header: beforeHeader }),
    ...(afterHeader === undefined ? {} : { after_header: afterHeader }),
  };
}

function noteOf(part: Json): DiffNote[] {
  if (!isObject(part)) return [];
  const { before = {}, after = {}, before_header: beforeHeader, after_header: afterHeader } = part;
  if (!isSide(before) || !isSide(after)) return [];
  return [
    {
      before,
      after,
      ...(typeof beforeHeader === 'string' ? { beforeHeader } : {}),
      ...(typeof afterHeader === 'string' ? { afterHeader } : {}),
    },
  ];
}

function differs({ before, after }: DiffNote): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

function isSide(side: Json): side is string | Record<string, Json> {
  return typeof side === 'string' || isObject(side);
}

function isObject(json: Json | undefined): json is Record<string, Json> {
  return typeof json === 'object' && json !== null && !isList(json);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
