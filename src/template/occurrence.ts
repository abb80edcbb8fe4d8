import type { TemplateContext } from './plugins.js';

const counts = new WeakMap<object, Map<string, number>>();

/**
 * A name for this very call of a lookup that gives something else each time: the same when the template is evaluated
 * again for answers that had to be awaited, another one for the next call.
 */
export function occurrence({ at, run }: TemplateContext): string {
  const place = at === undefined ? '' : `${at.file}:${at.line}:${at.column}`;
  const known = counts.get(run) ?? new Map<string, number>();
  const count = (known.get(place) ?? 0) + 1;
  counts.set(run, known.set(place, count));
  return `${place}#${count}`;
}
