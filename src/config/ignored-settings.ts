import { formatPosition, type Position } from '../base/position.js';
import { didYouMean } from '../base/suggest.js';
import type { IniFile } from './ini-file.js';
import { otherSettings, type OtherSetting } from './other-settings.js';
import type { Setting } from './setting.js';

/** What may hold settings. */
export interface SettingSources {
  readonly ini: IniFile;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly obeyed: readonly Setting<unknown>[];
}

/** One sentence about all settings that ask for something that does not happen; `undefined` when there are none. */
export function describeUnsupported({ ini, environment, obeyed }: SettingSources): string | undefined {
  const known = new Set(obeyed.flatMap((setting) => setting.ini));
  const found = [...otherSettings.values()]
    .filter((setting) => !setting.isHarmless && !known.has(setting.ini))
    .flatMap((setting) => placesOf(setting, ini, environment));
  return found.length === 0 ? undefined : `not supported, and without effect: ${found.join(', ')}`;
}

/** Where a setting is set to something other than its default. */
function placesOf(setting: OtherSetting, ini: IniFile, environment: SettingSources['environment']): string[] {
  const [section = '', key = ''] = setting.ini.split('.');
  const variable = setting.environment;
  const exported = variable === undefined ? undefined : environment[variable];
  if (variable !== undefined && exported !== undefined) return isUsual(exported, setting) ? [] : [variable];
  const entry = ini.get(section)?.get(key);
  return entry && !isUsual(entry.value, setting) ? [`[${section}] ${key} (${formatPosition(entry.at)})`] : [];
}

function isUsual(text: string, { usual }: OtherSetting): boolean {
  return text.trim() === '' || plain(text) === plain(usual);
}

/** Words for yes and no are the same whatever they are. */
function plain(text: string): string {
  const word = text.trim().toLowerCase();
  if (/^(?:1|true|t|yes|y|on)$/.test(word)) return 'true';
  return /^(?:0|false|f|no|n|off)$/.test(word) ? 'false' : word;
}

/** Misspelt settings. Sections of other tools and of plugins are their own affair. */
export function unknownSettings({ ini, obeyed }: SettingSources): { message: string; at: Position }[] {
  const known = [...obeyed.flatMap((setting) => setting.ini), ...otherSettings.keys()];
  const sections = new Set(known.map((name) => name.split('.')[0]));
  return [...ini].flatMap(([section, entries]) =>
    [...entries]
      .filter(([key]) => sections.has(section) && !known.includes(`${section}.${key}`))
      .map(([key, { at }]) => ({ message: describeUnknown(section, key, known), at })),
  );
}

function describeUnknown(section: string, key: string, known: readonly string[]): string {
  const keys = known.filter((name) => name.startsWith(`${section}.`)).map((name) => name.slice(section.length + 1));
  const suggestion = didYouMean(key, keys);
  return `the setting "${key}" of [${section}] is unknown and has no effect${suggestion === undefined ? '' : `; ${suggestion}`}`;
}
