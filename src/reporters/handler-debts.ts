import type { ChalkInstance } from 'chalk';
import type { HandlerNote, RunEvent } from '../events/event.js';
import { countText } from './recap-text.js';
import { printable } from './style.js';

/** The handlers that hosts were notified of and have not run, as a run goes on. */
export class HandlerDebts {
  readonly #debts = new Map<string, Map<string, HandlerNote>>();

  add(host: string, handler: HandlerNote): void {
    this.#of(host).set(keyOf(handler), handler);
  }

  report({ type, host, handler }: Extract<RunEvent, { type: 'notified' | 'handler done' }>): void {
    if (type === 'notified') this.add(host, handler);
    else this.#of(host).delete(keyOf(handler));
  }

  /** The handlers that are left, by host. */
  left(): { readonly host: string; readonly handlers: readonly HandlerNote[] }[] {
    return [...this.#debts]
      .map(([host, handlers]) => ({ host, handlers: [...handlers.values()] }))
      .filter(({ handlers }) => handlers.length > 0);
  }

  #of(host: string): Map<string, HandlerNote> {
    const known = this.#debts.get(host) ?? new Map<string, HandlerNote>();
    this.#debts.set(host, known);
    return known;
  }
}

function keyOf({ file, play, name }: HandlerNote): string {
  return JSON.stringify([file, play, name]);
}

/** What is left to the next run, a line a host. */
export function debtLines(debts: HandlerDebts, style: ChalkInstance): string[] {
  return debts.left().map(({ host, handlers }) => {
    const names = handlers.map(({ name }) => printable(name)).join(', ');
    const [verb, them] = handlers.length === 1 ? ['is', 'it'] : ['are', 'them'];
    const what = `${countText(handlers.length, 'handler')} ${verb} still owed on ${printable(host)}: ${names}`;
    return `  ${style.yellow('↻')} ${what} ${style.dim(`(the next run begins with ${them})`)}`;
  });
}
