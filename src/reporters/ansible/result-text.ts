import { dumpJson } from '../../values/python-json/dump.js';
import { fromJson, type Json } from '../../values/json.js';
import { isDict, type Value } from '../../values/value.js';
import type { DisplaySettings } from './options.js';
import { resultYaml } from './result-yaml.js';

export type ShownResult = Readonly<Record<string, Json | undefined>>;

/** How a result is written. */
export interface ResultLook {
  readonly verbosity: number;
  /** On many lines although the verbosity does not ask for it: what `debug` and `assert` say. */
  readonly isWide: boolean;
  readonly display: DisplaySettings;
}

/** A result as Ansible dumps it: JSON as Python writes it, sorted, on one line up to `-vv`; or YAML. */
export function resultText(result: ShownResult, { verbosity, isWide, display }: ResultLook): string {
  const shown = Object.entries(result).filter(([key]) => isShown(key, verbosity));
  const value = fromJson(Object.fromEntries(shown));
  const indentation = display.resultIndentation;
  if (display.resultFormat === 'yaml' && isDict(value))
    return resultYaml(value, { isPretty: display.isPretty ?? true, indentation });
  const isLong = isWide || verbosity > 2 || display.isPretty === true;
  return jsonText(value, isLong ? ' '.repeat(indentation) : undefined);
}

/** How Python writes JSON for people, but for the lines. */
export const pythonJson = {
  itemSeparator: ',',
  keySeparator: ': ',
  sortKeys: true,
  ensureAscii: false,
  allowNan: true,
} as const;

function jsonText(value: Value, indent: string | undefined): string {
  return dumpJson(value, { ...pythonJson, indent, ...(indent === undefined ? { itemSeparator: ', ' } : {}) });
}

function isShown(key: string, verbosity: number): boolean {
  if (key.startsWith('_ansible_') || toldOtherwise.has(key)) return false;
  return verbosity >= 3 || (key !== 'invocation' && key !== 'diff');
}

/** What the word before the result says already, and a module's traceback, which is for those who register it. */
const toldOtherwise: ReadonlySet<string> = new Set(['failed', 'skipped', 'exception']);

/** What the result of `debug` shows: its message alone, or the variable it was asked for. */
export function debugResult(result: ShownResult): ShownResult {
  if ('msg' in result) return { msg: result['msg'] };
  return Object.fromEntries(Object.entries(result).filter(([key]) => !aboutDebug.has(key)));
}

/** What a result tells of its task rather than of the variable. */
const aboutDebug: ReadonlySet<string> = new Set([
  'changed',
  'failed',
  'skipped',
  'skip_reason',
  'failed_when_result',
  'invocation',
  'ansible_loop_var',
  'ansible_index_var',
  'results',
]);
