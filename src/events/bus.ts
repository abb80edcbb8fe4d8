import type { SecretMask } from '../base/secret.js';
import type { Notice, RunEvent } from './event.js';
import { maskEvent } from './mask-event.js';

/** A reader of the event stream. */
export interface Reporter {
  report(event: RunEvent): void;
  /** Called once, after the last event. */
  close?(): void;
}

/** Hands every event to every reporter, in order, with secrets masked. */
export class EventBus {
  readonly #reporters: readonly Reporter[];
  readonly #mask: SecretMask;
  readonly #warned = new Set<string>();

  constructor(reporters: readonly Reporter[], mask: SecretMask) {
    this.#reporters = reporters;
    this.#mask = mask;
  }

  emit(event: RunEvent): void {
    if ((event.type === 'warning' || event.type === 'deprecation') && !this.#isNew(event)) return;
    const masked = maskEvent(event, this.#mask);
    for (const reporter of this.#reporters) reporter.report(masked);
  }

  close(): void {
    for (const reporter of this.#reporters) reporter.close?.();
  }

  /** A notice is worth saying once a place. */
  #isNew(event: Extract<RunEvent, Notice>): boolean {
    const key = `${event.message} ${JSON.stringify(event.at)}`;
    if (this.#warned.has(key)) return false;
    this.#warned.add(key);
    return true;
  }
}
