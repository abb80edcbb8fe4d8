import { pluginOptionsTable } from './plugin-options-table.js';
import { settingsTable } from './settings-table.js';

/** A setting as Ansible documents it. Of several places that set it the last one wins. */
export interface DocumentedSetting {
  readonly name: string;
  /** Ansible's word for the type; empty for any. */
  readonly type: string;
  /** As JSON; `undefined` when there is no default. */
  readonly otherwise: string | undefined;
  readonly environment: readonly string[];
  /** `section.key`. */
  readonly ini: readonly string[];
  readonly variables: readonly string[];
}

export type SettingsByName = ReadonlyMap<string, DocumentedSetting>;

/** Ansible's own settings by name. */
export function documentedSettings(): SettingsByName {
  return new Map(settingsTable.trim().split('\n').map(readLine));
}

/** The options of one of Ansible's own plug-ins; `undefined` when there is none of that kind and name, or it has none. */
export function documentedOptions(kind: string, name: string): SettingsByName | undefined {
  const [, after] = pluginOptionsTable.split(`[${kind} ${name}]\n`);
  const lines = after?.split(/^ *\[/m)[0];
  return lines === undefined ? undefined : new Map(lines.trim().split('\n').map(readLine));
}

function readLine(line: string): [string, DocumentedSetting] {
  const [name = '', type = '', otherwise = '', environment = '', ini = '', variables = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  return [
    name,
    {
      name,
      type,
      otherwise: otherwise === '' ? undefined : otherwise,
      environment: words(environment),
      ini: words(ini),
      variables: words(variables),
    },
  ];
}

function words(text: string): string[] {
  return text.split(',').filter((word) => word !== '');
}
