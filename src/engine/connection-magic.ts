import { isLocalName } from '../inventory/members.js';
import { findKeyword, type PlaybookNode } from '../playbook/nodes.js';
import { TemplateText, type Value } from '../values/value.js';
import type { Layer } from '../variables/scope.js';
import { layerOf } from './magic.js';
import type { PlayRun } from './run.js';

/** A host as a task reaches it. */
export interface ReachedHost {
  readonly name: string;
  /** The host that `delegate_to` names, when there is one. */
  readonly delegate: () => string | undefined;
}

/**
 * How a host is reached as variables, where nobody set them: the weakest of all. What would have to be rendered is left
 * out, so that `remote_user: "{{ ansible_user }}"` does not ask for itself.
 */
export function connectionMagic({ name, delegate }: ReachedHost, node: PlaybookNode, playRun: PlayRun): Layer {
  const { run, play } = playRun;
  const { connection: defaults, playbookPython } = run.settings;
  const address = (): Value => delegate() ?? (isLocalName(name) ? '127.0.0.1' : name);
  const user = writtenKeyword(node, 'remote_user') ?? defaults.user;
  const timeout = (): Value => defaults.connectTimeout;
  const plugin = (): Value => {
    const other = delegate();
    const variable = other && run.inventoryVariables(other, play.directory).get('ansible_connection');
    return (variable || writtenKeyword(node, 'connection')) ?? defaults.plugin;
  };
  const isImplicit = run.inventory.findHost(name)?.isImplicit ?? false;
  return layerOf(
    new Map<string, () => Value>([
      ['ansible_connection', plugin],
      ['ansible_host', address],
      ['ansible_ssh_host', address],
      ['ansible_timeout', timeout],
      ['ansible_ssh_timeout', timeout],
      ['ansible_shell_executable', () => defaults.shell],
      ['ansible_pipelining', () => false],
      ['ansible_ssh_pipelining', () => false],
      ['ansible_module_compression', () => 'ZIP_DEFLATED'],
      ...maker('ansible_user', user),
      ...maker('ansible_ssh_user', user),
      ...maker('ansible_port', defaults.port),
      // What -k asked for is a variable, as playbooks that hand it on expect.
      ...maker('ansible_password', defaults.password?.reveal()),
      ...maker('ansible_ssh_pass', defaults.password?.reveal()),
      ...maker('ansible_python_interpreter', isImplicit ? playbookPython : undefined),
    ]),
  );
}

function maker(name: string, value: Value | undefined): (readonly [string, () => Value])[] {
  return value === undefined ? [] : [[name, () => value]];
}

function writtenKeyword(node: PlaybookNode, name: string): Value | undefined {
  const value = findKeyword(node, name)?.value ?? null;
  return value === null || value instanceof TemplateText ? undefined : value;
}
