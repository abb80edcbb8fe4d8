import type { Contender, Missing, Timing } from './measure.js';
import type { LabHost } from '../lab/host.js';
import type { Site } from './site.js';

/** What sections measure with. */
export interface Bench {
  readonly site: Site;
  /** The machines themselves, past what is measured. */
  readonly hosts: readonly LabHost[];
  readonly runs: number;
  /** Only the floor and provision. */
  readonly isQuick: boolean;
  readonly progress: (line: string) => void;
}

/** One part of the measurement, and its part of the page. */
export interface Section {
  readonly name: string;
  readonly title: string;
  /** One sentence: what is measured. */
  readonly about: string;
  /** Left out of `--quick`. */
  readonly isLong?: boolean;
  measure(bench: Bench): Promise<Measured>;
}

export interface Measured {
  /** Markdown: a table, or lines. */
  readonly lines: readonly string[];
  readonly contenders?: readonly (Contender | Missing)[];
  readonly timings?: readonly Timing[];
}
