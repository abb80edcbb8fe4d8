import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { freeFormOf } from './key-value.js';
import type { Task } from './nodes.js';

const actions = [
  'clear_facts',
  'clear_host_errors',
  'end_batch',
  'end_host',
  'end_play',
  'end_role',
  'flush_handlers',
  'noop',
  'refresh_inventory',
  'reset_connection',
] as const;

/** What a `meta` task asks for. */
export type MetaAction = (typeof actions)[number];

/** The action that a `meta` task names. Throws E0410 when there is none of that name. */
export function getMetaAction(task: Task): MetaAction {
  const name = String(freeFormOf(task.args) ?? task.args.get('free_form') ?? '');
  const known = actions.find((action) => action === name);
  if (known) return known;
  throw new ProvisionError('E0410', `invalid meta action requested: ${name}`, {
    at: task.actionAt,
    hint: didYouMean(name, actions) ?? `it knows ${actions.join(', ')}`,
  });
}
