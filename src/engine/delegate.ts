import { ProvisionError } from '../base/errors.js';
import { findKeyword } from '../playbook/nodes.js';
import { TemplateText, type Value } from '../values/value.js';
import type { Templar } from '../template/templar.js';
import { RunHost } from './run-host.js';
import type { Item } from './item.js';
import type { ItemOutcome } from './outcome.js';
import { keywordValue } from './task-context.js';
import { delegatedTo, taskTemplar, writtenVariable } from './task-scope.js';

/** The host that the task is delegated to. */
export function delegateOf(item: Item, templar: Templar): string | undefined {
  const value = keywordValue(item.task, 'delegate_to', templar);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** An empty name is refused, whatever the task's conditions say. */
export function checkDelegate(item: Item, templar: Templar): void {
  const written = findKeyword(item.task, 'delegate_to');
  if (!written || nameOr(undefined, item, templar) !== '') return;
  const message = `Empty hostname produced from delegate_to: "${asWritten(written.value)}"`;
  throw new ProvisionError('E0402', message, { at: written.at });
}

/** What `delegate_to` comes to. When it cannot be rendered, `otherwise`: the task's own error, if it is run, says why. */
function nameOr(otherwise: Value | undefined, item: Item, templar: Templar): Value | undefined {
  try {
    return keywordValue(item.task, 'delegate_to', templar);
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return otherwise;
    throw thrown;
  }
}

/**
 * The host that the task is delegated to as it is told: with its address when that is not its name, and as written when
 * the task failed because it cannot be rendered.
 */
export function findDelegateLabel(item: Item, { result, isUnreachable }: ItemOutcome): string | undefined {
  const written = findKeyword(item.task, 'delegate_to');
  if (!written) return undefined;
  const { playRun, task, host } = item;
  const rendered = nameOr('', item, taskTemplar(playRun, task, host, item));
  if (rendered === undefined || rendered === null) return undefined;
  const name = String(rendered);
  if (name === '')
    return result.get('failed') === true && !result.has('results') ? asWritten(written.value) : undefined;
  if (name === host.name) return undefined;
  const address = isUnreachable ? name : addressOf(item, name);
  return address === name ? name : `${name}(${address})`;
}

/** The address as it is written: Ansible does not render it for this. Where only SSH's own variable tells it, that is `None`. */
function addressOf(item: Item, name: string): string {
  const host = item.playRun.run.hosts.get(name) ?? new RunHost(name);
  const there = { ...item, host, task: delegatedTo(item.task, name) };
  const variable = (variable: string): string => asWritten(writtenVariable(variable, there) ?? name);
  const address = variable('ansible_host');
  return address === name && variable('ansible_ssh_host') !== name ? 'None' : address;
}

function asWritten(value: Value): string {
  return value instanceof TemplateText ? value.source : String(value);
}
