import type { SecretMask } from '../../base/secret.js';
import type { FinishedTask, Journal, TaskOfHost } from '../../engine/resume/journal.js';
import { effectToPortable } from './portable-effect.js';
import { toPortable, type Portable } from '../../values/portable.js';

/** A line of the journal. */
export type JournalLine =
  | { readonly kind: 'rescued'; readonly host: string }
  /** A task whose result holds a secret: a run that goes on does it again. */
  | { readonly kind: 'secret'; readonly host: string; readonly key: string }
  | {
      readonly kind: 'done';
      readonly host: string;
      readonly key: string;
      readonly status: FinishedTask['status'];
      readonly ignored: boolean;
      readonly result: Portable;
      readonly applied: readonly { readonly host: string; readonly effect: Portable }[];
    };

/** Writes what a run has finished, a line each; what holds a secret is left out. */
export class RunJournal implements Journal {
  readonly #write: (line: string) => void;
  readonly #mask: SecretMask;

  constructor(write: (line: string) => void, mask: SecretMask) {
    this.#write = write;
    this.#mask = mask;
  }

  note({ host, key }: TaskOfHost, { status, ignored, result, applied }: FinishedTask, isSecret: boolean): void {
    if (isSecret) return this.#line({ kind: 'secret', host, key });
    const effects = applied.map((one) => ({ host: one.host, effect: effectToPortable(one.effect) }));
    const line: JournalLine = {
      kind: 'done',
      host,
      key,
      status,
      ignored,
      result: toPortable(result),
      applied: effects,
    };
    const text = JSON.stringify(line);
    if (this.#mask.apply(text) !== text) return this.#line({ kind: 'secret', host, key });
    this.#write(text);
  }

  noteRescue(host: string): void {
    this.#line({ kind: 'rescued', host });
  }

  #line(line: JournalLine): void {
    this.#write(JSON.stringify(line));
  }
}
