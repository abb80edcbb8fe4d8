import type { SecretMask } from '../base/secret.js';
import type { Notice, RunEvent } from './event.js';

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
    const masked = maskStrings(event, this.#mask);
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

/** A copy of plain data with every string masked; the data itself when there is nothing to hide. */
function maskStrings<Data>(data: Data, mask: SecretMask): Data {
  if (mask.isEmpty) return data;
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return mask.apply(node);
    if (Array.isArray(node)) return node.map(walk);
    if (node instanceof Uint8Array) return mask.apply(Buffer.from(node).toString());
    if (typeof node !== 'object' || node === null || Object.getPrototypeOf(node) !== Object.prototype) return node;
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [mask.apply(key), walk(member)]));
  };
  // Masking keeps the shape: strings stay strings, and nothing else is touched.
  return walk(data) as Data;
}
