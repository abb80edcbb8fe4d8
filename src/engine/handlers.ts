import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { didYouMean } from '../base/suggest.js';
import { fullRoleName, tasksOf, type Task, type TaskNode, type Written } from '../playbook/nodes.js';
import { TemplateText, type Value } from '../values/value.js';
import { textList } from './coerce.js';
import type { RunHost } from './run-host.js';
import { writtenName } from './task-reference.js';

export interface HandlerBoardOptions {
  /** Renders a name with what is known without a host. */
  readonly render: (value: Value, task: Task) => Value;
  readonly warn: (message: string, at: Position | undefined) => void;
}

/** The handlers of a play and who has been notified of what. */
export class HandlerBoard {
  readonly #handlers: Task[];
  /** Those that a later include has brought again. They stay in the list: one of them may be running. */
  readonly #replaced = new Set<Task>();
  readonly #notified = new Map<Task, Set<RunHost>>();
  /** What tasks have notified since a host's handlers ran last. */
  readonly #saved = new Map<RunHost, Task[]>();
  /** What hosts owe from an earlier run and nobody here is called: an include may bring it. */
  readonly #owed = new Map<string, Set<RunHost>>();
  readonly #options: HandlerBoardOptions;

  constructor(handlers: readonly TaskNode[], options: HandlerBoardOptions) {
    this.#options = options;
    this.#handlers = [...new Set(tasksOf(handlers))];
  }

  /**
   * Adds the handlers of a role or file that was included while the play ran. Those of a role that is included again take
   * the place of the earlier ones, with what those were notified of: they may see other variables.
   */
  add(handlers: readonly TaskNode[]): void {
    for (const handler of tasksOf(handlers)) {
      const known = this.#current().filter((earlier) => isSame(earlier, handler));
      if (known.includes(handler)) continue;
      this.#handlers.push(handler);
      for (const earlier of known) this.#replace(earlier, handler);
    }
    for (const [title, hosts] of this.#owed) for (const host of hosts) this.#callOwed(title, host);
  }

  #replace(known: Task, handler: Task): void {
    this.#replaced.add(known);
    for (const host of this.#notified.get(known) ?? []) this.#add(handler, host);
    this.#notified.delete(known);
    for (const [host, saved] of this.#saved)
      this.#saved.set(
        host,
        saved.map((one) => (one === known ? handler : one)),
      );
  }

  #current(): Task[] {
    return this.#handlers.filter((handler) => !this.#replaced.has(handler));
  }

  /** Notifies the handler of this title for a host that owes it from an earlier run; now, or when an include brings it. */
  owe(title: string, host: RunHost): void {
    if (this.#callOwed(title, host)) return;
    this.#owed.set(title, new Set([...(this.#owed.get(title) ?? []), host]));
  }

  /** What a host owes and no handler is called. */
  missing(host: RunHost): string[] {
    return [...this.#owed].filter(([, hosts]) => hosts.has(host)).map(([title]) => title);
  }

  #callOwed(title: string, host: RunHost): boolean {
    const handler = this.#current()
      .filter((known) => this.titleOf(known) === title)
      .at(-1);
    if (!handler) return false;
    this.#owed.get(title)?.delete(host);
    this.#add(handler, host);
    return true;
  }

  /** A handler's name behind its role's. */
  titleOf(handler: Task): string {
    const name = this.#namesOf(handler)[0] ?? writtenName(handler);
    return handler.role ? `${fullRoleName(handler.role)} : ${name}` : name;
  }

  /**
   * Notifies the handler that is called so and those that listen to it. Returns those that had not been notified before.
   * Throws E0405 when there is none.
   */
  notify(name: string, host: RunHost, at: Position | undefined): Task[] {
    const named = this.#findNamed(name);
    const called = new Set([...(named ? [named] : []), ...this.#listeners(name)]);
    if (called.size === 0) throw this.#unknown(name, at);
    return [...called].filter((handler) => this.#add(handler, host));
  }

  /** Keeps what a task has notified until its host's handlers run. */
  save(handlers: readonly Task[], host: RunHost): void {
    this.#saved.set(host, [...(this.#saved.get(host) ?? []), ...handlers]);
  }

  /** Takes what tasks have notified for a host since this was asked last. */
  takeSaved(host: RunHost): readonly Task[] {
    const saved = this.#saved.get(host) ?? [];
    this.#saved.delete(host);
    return saved;
  }

  #add(handler: Task, host: RunHost): boolean {
    const hosts = this.#notified.get(handler);
    if (hosts?.has(host)) return false;
    if (hosts) hosts.add(host);
    else this.#notified.set(handler, new Set([host]));
    return true;
  }

  /** The handlers that a host has been notified of and has not run yet, in their order. */
  waiting(host: RunHost): Task[] {
    return this.#handlers.filter((handler) => this.#notified.get(handler)?.has(host));
  }

  /** Takes the next handler in order with notified hosts among these. */
  takeNext(hosts: ReadonlySet<RunHost>, after: Task | undefined): { handler: Task; hosts: RunHost[] } | undefined {
    const start = after ? this.#handlers.indexOf(after) + 1 : 0;
    for (const handler of this.#handlers.slice(start)) {
      const notified = this.#notified.get(handler);
      const called = [...hosts].filter((host) => notified?.has(host));
      if (!notified || called.length === 0) continue;
      for (const host of called) notified.delete(host);
      return { handler, hosts: called };
    }
    return undefined;
  }

  /** Of several handlers with one name, the play's own or that of the last role counts; in one list, the first. */
  #findNamed(name: string): Task | undefined {
    const named = this.#current().filter((handler) => this.#namesOf(handler).includes(name));
    const last = named.at(-1);
    return named.find((handler) => handler.role === last?.role);
  }

  /** A role that is applied twice brings its listeners twice: one of each name is called. */
  #listeners(topic: string): Iterable<Task> {
    const listening = this.#current().filter((handler) => this.#topicsOf(handler).includes(topic));
    const keyed = listening.map((handler) => [this.#namesOf(handler).join('\n') || handler, handler] as const);
    return new Map(keyed).values();
  }

  #namesOf(handler: Task): string[] {
    const name = this.#findName(handler);
    if (name === undefined) return [];
    return callNames(name, handler);
  }

  /** The rendered name; none when it needs what is not known (yet): the handler cannot be called by it then. */
  #findName(handler: Task): string | undefined {
    const written = handler.keywords.get('name');
    if (!written) return undefined;
    try {
      return String(this.#options.render(written.value, handler));
    } catch (thrown) {
      if (!(thrown instanceof ProvisionError)) throw thrown;
      if (!handler.keywords.has('listen')) this.#warnUnusable(written, thrown);
      return undefined;
    }
  }

  #warnUnusable({ value, at }: Written, { message }: ProvisionError): void {
    const name = value instanceof TemplateText ? value.source : String(value);
    this.#options.warn(
      `Handler '${name}' is unusable because it has no listen topics and the name could not be templated ` +
        `(host-specific variables are not supported in handler names). The error: ${message}`,
      at,
    );
  }

  /** Topics are taken as written: they are no templates. */
  #topicsOf(handler: Task): string[] {
    const written = handler.keywords.get('listen');
    const topics = written ? literalList(written.value) : [];
    return topics.flatMap((topic) => callNames(topic, handler));
  }

  #unknown(name: string, at: Position | undefined): ProvisionError {
    const names = this.#current().flatMap((handler) => [...this.#namesOf(handler), ...this.#topicsOf(handler)]);
    const hint =
      didYouMean(name, names) ??
      (names.length > 0 ? `this play has: ${[...new Set(names)].join(', ')}` : 'this play has no handlers');
    return unknownHandler(name, at, hint);
  }
}

/** Whether both come from the same place of the same role. */
function isSame(one: Task, other: Task): boolean {
  if (one === other) return true;
  if (!one.at || !other.at || !one.role || !other.role) return false;
  return one.at.file === other.at.file && one.at.line === other.at.line && one.at.column === other.at.column;
}

/** What a handler of this name, or one that listens to it, is called by: in a role also with the role before it. */
export function callNames(name: string, { role }: Task): string[] {
  if (!role) return [name];
  const full = role.collection === undefined ? [] : [`${fullRoleName(role)} : ${name}`];
  const short = role.name.slice(role.name.lastIndexOf('.') + 1);
  return [...new Set([name, `${short} : ${name}`, `${role.name} : ${name}`, ...full])];
}

/** Nobody is called so. The words are Ansible's: scripts look for them. */
export function unknownHandler(name: string, at: Position | undefined, hint: string): ProvisionError {
  const message = `The requested handler '${name}' was not found in either the main handlers list nor in the listening handlers list`;
  return new ProvisionError('E0405', message, { at, hint });
}

function literalList(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(literalList);
  return textList(value instanceof TemplateText ? value.source : value);
}
