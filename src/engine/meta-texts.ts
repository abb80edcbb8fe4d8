import type { MetaAction } from '../playbook/meta-actions.js';

/** What is told of a `meta` task that was carried out; `undefined` where nothing is. */
export function findMetaDone(action: MetaAction, host: string): string | undefined {
  switch (action) {
    case 'noop':
      return 'noop';
    case 'flush_handlers':
      return `triggered running handlers for ${host}`;
    case 'clear_facts':
      return 'facts cleared';
    case 'clear_host_errors':
      return 'cleared host errors';
    case 'end_play':
      return 'ending play';
    case 'end_batch':
      return 'ending batch';
    case 'end_host':
      return `ending play for ${host}`;
    case 'end_role':
      return undefined;
    case 'refresh_inventory':
      return 'inventory successfully refreshed';
    case 'reset_connection':
      return 'reset connection';
    default:
      return action satisfies never;
  }
}

/** Why a `meta` task did nothing; playbooks are tested by these words. */
export function metaSkipped(action: MetaAction, host: string, role: string | undefined): string {
  return `${action} conditional evaluated to False${consequence(action, host, role)}`;
}

function consequence(action: MetaAction, host: string, role: string | undefined): string {
  switch (action) {
    case 'flush_handlers':
      return `, not running handlers for ${host}`;
    case 'clear_facts':
      return `, not clearing facts and fact cache for ${host}`;
    case 'clear_host_errors':
      return `, not clearing host error state for ${host}`;
    case 'end_play':
      return ', continuing play';
    case 'end_batch':
      return ', continuing current batch';
    case 'end_host':
      return `, continuing execution for ${host}`;
    case 'end_role':
      // Ansible puts nothing between the two.
      return `continuing role ${role ?? ''} for ${host}`;
    default:
      return '';
  }
}
