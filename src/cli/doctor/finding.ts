import type { Position } from '../../base/position.js';

/** `error`: a run would fail. `warning`: it may. `note`: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** What a finding is about. */
export type Topic =
  'content' | 'python' | 'connection' | 'host key' | 'clock' | 'disk' | 'become' | 'program' | 'vault' | 'inventory';

/** One thing that the doctor has found. */
export interface Finding {
  readonly severity: Severity;
  readonly topic: Topic;
  readonly message: string;
  readonly code?: string | undefined;
  readonly at?: Position | undefined;
  readonly host?: string | undefined;
  readonly hint?: string | undefined;
}
