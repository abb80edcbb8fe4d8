import { readFileSync } from 'node:fs';
import { ProvisionError, messageOf } from '../../base/errors.js';
import type { Reporter } from '../../events/bus.js';
import type { HandlerNote, RunEvent } from '../../events/event.js';
import type { OwedHandler, OwedHandlers } from '../../engine/owed-handlers.js';
import type { Play } from '../../playbook/nodes.js';
import { writePrivately } from './state-directory.js';

/** A handler that a host has been notified of and has not run. */
interface Debt extends OwedHandler {
  readonly host: string;
  /** The inventory that the host is of: others may have one of the same name. */
  readonly inventory: string;
}

export interface OwedOptions {
  /** The file that outlives the run. */
  readonly path: string;
  /** The run that is under way, as `since` tells it. */
  runId(): string;
  warn(message: string): void;
}

/**
 * Which handlers hosts owe, by inventory and playbook: read from the events and kept at once, so that a run that is
 * killed leaves them to the next one too.
 */
export class OwedStore implements Reporter, OwedHandlers {
  readonly #options: OwedOptions;
  #inventory = '';
  #debts: readonly Debt[];

  constructor(options: OwedOptions) {
    this.#options = options;
    this.#debts = readDebts(options.path);
  }

  /** Says which inventory the hosts of this run are of. */
  useInventory(sources: readonly string[]): void {
    this.#inventory = sources.join('\n');
  }

  of(host: string, { file, name }: Pick<Play, 'file' | 'name'>): readonly OwedHandler[] {
    return this.#debts.filter((debt) => this.#isOf(debt, host) && isIn(debt.handler, { file, play: name }));
  }

  /** Forgets what hosts owe the plays of these files. */
  forget(hosts: readonly string[], files: ReadonlySet<string>): void {
    this.#change((debts) =>
      debts.filter((debt) => !files.has(debt.handler.file) || !hosts.some((host) => this.#isOf(debt, host))),
    );
  }

  report(event: RunEvent): void {
    if (event.type !== 'notified' && event.type !== 'handler done') return;
    const { type, host, handler } = event;
    const isSame = (debt: Debt): boolean =>
      this.#isOf(debt, host) && isIn(debt.handler, handler) && debt.handler.name === handler.name;
    if (type === 'handler done') return this.#change((debts) => debts.filter((debt) => !isSame(debt)));
    const debt = { host, inventory: this.#inventory, handler, since: this.#options.runId() };
    this.#change((debts) => (debts.some(isSame) ? debts : [...debts, debt]));
  }

  #isOf(debt: Debt, host: string): boolean {
    return debt.host === host && debt.inventory === this.#inventory;
  }

  /** Others may run at the same time: what is there now is changed, not what was there at the beginning. */
  #change(change: (debts: readonly Debt[]) => readonly Debt[]): void {
    const { path, warn } = this.#options;
    try {
      const before = readDebts(path);
      this.#debts = change(before);
      if (this.#debts.length !== before.length) writePrivately(path, `${JSON.stringify(this.#debts)}\n`);
    } catch (thrown) {
      warn(`handlers are not remembered: ${messageOf(thrown)}`);
    }
  }
}

function isIn(handler: HandlerNote, { file, play }: Pick<HandlerNote, 'file' | 'play'>): boolean {
  return handler.file === file && handler.play === play;
}

/** What is on disk. Throws E0005 for a file that is not ours or is damaged: what is owed must not be lost in silence. */
function readDebts(path: string): readonly Debt[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR'))
      return [];
    throw damaged(path, thrown);
  }
  try {
    const debts: unknown = JSON.parse(text);
    if (Array.isArray(debts)) return debts as Debt[];
  } catch (cause) {
    throw damaged(path, cause);
  }
  throw damaged(path, undefined);
}

function damaged(path: string, cause: unknown): ProvisionError {
  return new ProvisionError('E0005', `the record of handlers to be run, ${path}, cannot be read`, {
    cause,
    hint: 'remove the file to forget them',
  });
}
