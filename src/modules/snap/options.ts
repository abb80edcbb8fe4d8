import { fail } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import type { Json } from '../../values/json.js';

/** `key=value` for every snap of the task, or `snap:key=value` for one. */
export interface Option {
  readonly snap: string | undefined;
  readonly key: string;
  readonly value: string;
}

/** Reads the options of a task; one of a snap that the task does not name is refused. */
export function readOptions(texts: readonly string[], names: readonly string[]): readonly Option[] {
  return texts.map((text) => {
    const [, snap, key = '', value = ''] =
      /^(?:([\w-]+):)?([^=:\s]+)=([\s\S]*)$/.exec(text) ?? fail(`Cannot parse set option '${text}'`);
    if (snap !== undefined && !names.includes(snap))
      fail(`Snap option '${text}' refers to snap which is not in the list of snap names`);
    return { snap, key, value: value.trim() };
  });
}

/** What is set of a snap, by its dotted keys. A snap without settings is no error. */
export function settingsOf(name: string): Question<ReadonlyMap<string, string>> {
  return probe(sh`LC_ALL=C.UTF-8 snap get -d ${name} 2>/dev/null || echo '{}'`, ({ stdout }) => {
    // `snap get -d` tells a JSON document.
    return new Map(flat(JSON.parse(stdout.toString()) as Json, ''));
  });
}

function flat(value: Json | undefined, path: string): [string, string][] {
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return Object.entries(value).flatMap(([key, member]) => flat(member as Json, path === '' ? key : `${path}.${key}`));
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}
