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
  if (!findKeyword(item.task, 'delegate_to') || findEmpty(item, templar) !== '') return;
  const { value, at } = findKeyword(item.task, 'delegate_to') ?? { value: '', at: undefined };
  throw new ProvisionError('E0402', `Empty hostname produced from delegate_to: "${asWritten(value)}"`, { at });
}

function findEmpty(item: Item, templar: Templar): Value | undefined {
  try {
    return keywordValue(item.task, 'delegate_to', templar);
  } catch (thrown) {
    // It matters only when the task is not skipped, and is told then.
    if (thrown instanceof ProvisionError) return undefined;
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
  const name = findName(item, taskTemplar(playRun, task, host, item));
  if (name === '')
    return result.get('failed') === true && !result.has('results') ? asWritten(written.value) : undefined;
  if (name === undefined || name === host.name) return undefined;
  const address = isUnreachable ? name : addressOf(item, name);
  return address === name ? name : `${name}(${address})`;
}

/** The delegate's name; an empty one when it cannot be rendered: the task's own error says why. */
function findName(item: Item, templar: Templar): string | undefined {
  try {
    const value = keywordValue(item.task, 'delegate_to', templar);
    return value === undefined || value === null ? undefined : String(value);
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return '';
    throw thrown;
  }
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
