import type { ReadSource } from '../exact-place.js';
import type { Palette } from './colours.js';

/** Ansible's settings of what its default output shows. */
export interface DisplaySettings {
  readonly skippedHosts: boolean;
  readonly okHosts: boolean;
  readonly failedToStderr: boolean;
  readonly taskPathOnFailure: boolean;
  readonly perHostStart: boolean;
  readonly checkModeMarkers: boolean;
  readonly customStats: boolean;
  readonly argsToStdout: boolean;
  readonly resultFormat: 'json' | 'yaml';
  readonly resultIndentation: number;
  /** `callback_format_pretty`: in YAML, texts of many lines as blocks; `undefined` is yes except in `-v` and on. */
  readonly isPretty: boolean | undefined;
  readonly diffContext: number;
  /** `debug`: also what only those who debug a run ask for. */
  readonly isDebugging: boolean;
  /** `verbose_to_stderr`: what `-v` adds is told on standard error. */
  readonly verboseToStderr: boolean;
}

/** What Ansible shows when nothing is set. */
export const defaultDisplay: DisplaySettings = {
  skippedHosts: true,
  okHosts: true,
  failedToStderr: false,
  taskPathOnFailure: false,
  perHostStart: false,
  checkModeMarkers: false,
  customStats: false,
  argsToStdout: false,
  resultFormat: 'json',
  resultIndentation: 4,
  isPretty: undefined,
  diffContext: 3,
  isDebugging: false,
  verboseToStderr: false,
};

/** Where Ansible's output goes and how much of it there is. */
export interface AnsibleOptions {
  readonly writeOutput: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly readSource: ReadSource;
  readonly verbosity: number;
  /** The width of banners: that of the terminal less one, and 79 where there is none. */
  readonly columns: () => number;
  readonly palette: Palette;
  readonly display: DisplaySettings;
  /** The `ansible.cfg` in use, told with `-v`. */
  readonly configurationFile?: string | undefined;
}
