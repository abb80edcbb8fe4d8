import { createHash } from 'node:crypto';
import { fullRoleName, type Play, type Task } from '../../playbook/nodes.js';
import { toJson } from '../../values/json.js';

const keys = new WeakMap<Task, string>();

/**
 * What a task is told from others by: its play and its role, and all that is written of it. Where it stands does not
 * matter: a task that was moved is the same one, one that was edited is another.
 */
export function taskKey(task: Task, play: Pick<Play, 'file' | 'name'>): string {
  let key = keys.get(task);
  if (key === undefined) keys.set(task, (key = digestOf(task, play)));
  return key;
}

function digestOf({ role, action, args, keywords, loop }: Task, { file, name }: Pick<Play, 'file' | 'name'>): string {
  const written = [...keywords].map(([keyword, { value }]) => [keyword, toJson(value)]);
  const looped = loop && [loop.lookup, toJson(loop.value)];
  const all = [file, name, role && fullRoleName(role), action, toJson(args), written, looped];
  return createHash('sha1').update(JSON.stringify(all)).digest('base64url');
}
