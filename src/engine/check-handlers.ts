import type { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { shortName } from '../playbook/action-name.js';
import { literalTexts } from '../playbook/check-keywords.js';
import { collectKeyword, tasksOf, type Play, type Task, type TaskNode } from '../playbook/nodes.js';
import { callNames, unknownHandler } from './handlers.js';

/**
 * Notified names that no handler of the play has. Nothing is said where names are known only in the run: templates,
 * and includes that may bring in handlers.
 */
export function checkHandlers(play: Play): ProvisionError[] {
  const tasks = [...tasksOf([...play.preTasks, ...play.roleTasks, ...play.tasks, ...play.postTasks])];
  const known = knownHandlers(play.handlers);
  const handlers = [...tasksOf(play.handlers)];
  const bringsHandlers =
    tasks.some(({ action }) => shortName(action) === 'include_role') ||
    handlers.some(({ action }) => shortName(action).startsWith('include_'));
  if (known === undefined || bringsHandlers) return [];
  return [...tasks, ...handlers].flatMap((task) => unknownNames(task, known));
}

/** The names and topics of handlers; `undefined` when a template makes one. */
function knownHandlers(nodes: readonly TaskNode[]): ReadonlySet<string> | undefined {
  const known = new Set<string>();
  for (const handler of tasksOf(nodes)) {
    for (const keyword of ['name', 'listen']) {
      const written = handler.keywords.get(keyword);
      const texts = written && written.value !== null ? literalTexts(written.value) : [];
      if (texts === undefined) return undefined;
      for (const text of texts) for (const name of callNames(text, handler)) known.add(name);
    }
  }
  return known;
}

function unknownNames(task: Task, known: ReadonlySet<string>): ProvisionError[] {
  return collectKeyword(task, 'notify').flatMap(({ value, at }) => {
    const names = value === null ? [] : (literalTexts(value) ?? []);
    return names.filter((name) => !known.has(name)).map((name) => unknownAmong(known, name, at));
  });
}

function unknownAmong(known: ReadonlySet<string>, name: string, at: ProvisionError['at']): ProvisionError {
  const all = [...known];
  const hint =
    didYouMean(name, all) ?? (all.length > 0 ? `this play has: ${all.join(', ')}` : 'this play has no handlers');
  return unknownHandler(name, at, hint);
}
