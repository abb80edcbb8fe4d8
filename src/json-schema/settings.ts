import { messageOf } from '../base/errors.js';
import { toBoolean } from '../module-kit/coerce-scalar.js';
import { toRepr, toText } from '../values/repr.js';
import type { Value } from '../values/value.js';
import { draftNames } from './drafts.js';

/** How data is checked. */
export interface Settings {
  /** The draft that was asked for; without it the criteria name theirs. */
  readonly draft: string | undefined;
  readonly checkFormat: boolean;
}

/** Where settings are found: an argument, else a variable, else the environment. */
export interface SettingSources {
  readonly argument?: (name: string) => Value | undefined;
  readonly variable?: (name: string) => Value | undefined;
  readonly environment: (name: string) => Value | undefined;
}

const engineName = 'ansible.utils.jsonschema';

/** The settings for an engine, or why there are none. */
export function readSettings(engine: Value | undefined, sources: SettingSources): Settings | string {
  const name = toText(engine ?? engineName);
  if (name.split('.').length !== 3) return 'Parser name should be provided as a full name including collection';
  if (name !== engineName)
    return `For engine '${name}' error loading the corresponding validate plugin: only '${engineName}' is built in`;
  const draft = textOf(find('draft', sources));
  if (draft !== undefined && !draftNames.includes(draft))
    return refused(`value of draft must be one of: ${draftNames.join(', ')}, got: ${draft}`);
  try {
    return { draft, checkFormat: toBoolean(find('check_format', sources) ?? true) };
  } catch (error) {
    const type = `argument 'check_format' is of type str and we were unable to convert to bool`;
    return refused(`${type}: ${messageOf(error)}`);
  }
}

function find(name: string, { argument, variable, environment }: SettingSources): Value | undefined {
  const found = argument?.(name) ?? variable?.(`ansible_validate_jsonschema_${name}`);
  return found ?? environment(`ANSIBLE_VALIDATE_JSONSCHEMA_${name.toUpperCase()}`);
}

function textOf(value: Value | undefined): string | undefined {
  return value === undefined || value === null ? undefined : toText(value);
}

function refused(problem: string): string {
  const where = `For engine '${engineName}' error loading the corresponding validate plugin`;
  return `${where}: argspec validation failed for ${engineName} plugin with errors: [${toRepr(problem)}]`;
}
