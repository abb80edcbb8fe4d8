import { isLocalName } from '../inventory/members.js';
import { findKeyword, type PlaybookNode } from '../playbook/nodes.js';
import { TemplateText, type Value } from '../values/value.js';
import { lazyLayer } from '../variables/lazy-layer.js';
import type { Layer } from '../variables/scope.js';
import type { PlayRun } from './run.js';

/** A host as a task reaches it. */
export interface ReachedHost {
  readonly name: string;
  /** The host that `delegate_to` names, when there is one. */
  readonly delegate: () => string | undefined;
}

/** A host and what says how it is reached. */
interface Way {
  readonly host: ReachedHost;
  readonly node: PlaybookNode;
  readonly playRun: PlayRun;
}

type Maker = (way: Way) => Value | undefined;

const address: Maker = ({ host: { name, delegate } }) => delegate() ?? (isLocalName(name) ? '127.0.0.1' : name);
const timeout: Maker = ({ playRun }) => playRun.run.settings.connection.connectTimeout;
const user: Maker = ({ node, playRun }) => writtenKeyword(node, 'remote_user') ?? playRun.run.settings.connection.user;
// What -k asked for is a variable, as playbooks that hand it on expect.
const password: Maker = ({ playRun }) => playRun.run.settings.connection.password?.reveal();

/** One table for all tasks: the variables of a task are put together many times, and these are seldom read. */
const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['ansible_connection', pluginOf],
  ['ansible_host', address],
  ['ansible_ssh_host', address],
  ['ansible_timeout', timeout],
  ['ansible_ssh_timeout', timeout],
  ['ansible_shell_executable', ({ playRun }) => playRun.run.settings.connection.shell],
  ['ansible_pipelining', () => false],
  ['ansible_ssh_pipelining', () => false],
  ['ansible_module_compression', () => 'ZIP_DEFLATED'],
  ['ansible_user', user],
  ['ansible_ssh_user', user],
  ['ansible_port', ({ playRun }) => playRun.run.settings.connection.port],
  ['ansible_password', password],
  ['ansible_ssh_pass', password],
  ['ansible_python_interpreter', pythonOf],
]);

/**
 * How a host is reached as variables, where nobody set them: the weakest of all. What would have to be rendered is left
 * out, so that `remote_user: "{{ ansible_user }}"` does not ask for itself.
 */
export function connectionMagic(host: ReachedHost, node: PlaybookNode, playRun: PlayRun): Layer {
  const way = { host, node, playRun };
  const find = (name: string): Value | undefined => makers.get(name)?.(way);
  return lazyLayer({ find, keys: () => [...makers.keys()].filter((name) => find(name) !== undefined) });
}

function pluginOf({ host: { delegate }, node, playRun: { run, play } }: Way): Value {
  const other = delegate();
  const variable = other && run.inventoryVariables(other, [play.directory]).get('ansible_connection');
  return (variable || writtenKeyword(node, 'connection')) ?? run.settings.connection.plugin;
}

function pythonOf({ host: { name }, playRun: { run } }: Way): Value | undefined {
  return run.inventory.findHost(name)?.isImplicit === true ? run.settings.playbookPython : undefined;
}

function writtenKeyword(node: PlaybookNode, name: string): Value | undefined {
  const value = findKeyword(node, name)?.value ?? null;
  return value === null || value instanceof TemplateText ? undefined : value;
}
