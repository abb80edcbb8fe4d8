import { isMap, isSeq, parseDocument, type Document, type YAMLMap, type YAMLSeq } from 'yaml';

/** The name of the tasks that tell the state of the machine. */
export const stateTask = 'state';

/** Where the script is that tells it. */
export const stateScript = '/run/differential-state';

/**
 * A playbook of cases as it is run: every task as a check first, then for good, then again, and after each of them
 * what the machine looks like, as before the first. A task tagged `once` runs for good only, as does one that says `check_mode` itself.
 */
export function expandPlaybook(playbook: string, once = false): string {
  // Scalars are text as it is written, so that nothing is read and written differently.
  const document = parseDocument(playbook, { schema: 'failsafe' });
  if (document.errors[0]) throw document.errors[0];
  for (const play of mapsIn(document.contents)) {
    for (const keyword of ['ignore_errors', 'ignore_unreachable']) if (!play.has(keyword)) play.set(keyword, 'true');
    expandList({ document, once }, play.get('tasks'));
  }
  // What was there before is no work of the cases.
  const tasks: unknown = mapsIn(document.contents)[0]?.get('tasks');
  if (isSeq(tasks)) tasks.items.unshift(stateOf(document));
  return document.toString({ lineWidth: 0 });
}

interface Expansion {
  readonly document: Document;
  readonly once: boolean;
}

function expandList(expansion: Expansion, tasks: unknown): void {
  if (!isSeq(tasks)) return;
  tasks.items = mapsIn(tasks).flatMap((task) => expandTask(expansion, task));
}

function expandTask(expansion: Expansion, task: YAMLMap): YAMLMap[] {
  const { document, once } = expansion;
  const isOnce = once || hasTag(task, 'once') || task.has('check_mode');
  const keys = hasTag(task, 'once') ? [] : ['block', 'rescue', 'always'].filter((key) => task.has(key));
  if (keys.length > 0) {
    for (const key of keys) expandList(expansion, task.get(key));
    return [task];
  }
  const state = (): YAMLMap => stateOf(document);
  if (isOnce) return [task, state()];
  const name = String(task.get('name'));
  const check = clone(task, { name: `${name} | check`, check_mode: 'true', diff: 'true' });
  const again = clone(task, { name: `${name} | again` });
  if (!task.has('diff')) task.set('diff', 'true');
  for (const copy of [check, again]) copy.delete('register');
  return [check, state(), task, state(), again, state()];
}

function stateOf(document: Document): YAMLMap {
  const keywords = { become: 'false', changed_when: 'false', check_mode: 'false', when: 'true' };
  const node = document.createNode({ name: stateTask, raw: `sh ${stateScript}`, ...keywords });
  if (!isMap(node)) throw new Error('the state task is no mapping');
  return node;
}

function clone(task: YAMLMap, keywords: Readonly<Record<string, string>>): YAMLMap {
  const copy = task.clone() as YAMLMap;
  for (const [key, value] of Object.entries(keywords)) copy.set(key, value);
  return copy;
}

function hasTag(task: YAMLMap, tag: string): boolean {
  const tags: unknown = task.get('tags');
  return isSeq(tags) ? (tags as YAMLSeq).items.map(String).includes(tag) : String(tags) === tag;
}

function mapsIn(node: unknown): YAMLMap[] {
  return isSeq(node) ? node.items.filter((item): item is YAMLMap => isMap(item)) : [];
}
