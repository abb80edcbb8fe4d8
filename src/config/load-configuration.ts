import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { describeUnsupported, unknownSettings, type SettingSources } from './ignored-settings.js';
import { parseIniFile, type IniFile } from './ini-file.js';
import type { Setting, SettingContext } from './setting.js';
import { settings, type SettingName, type Settings } from './settings.js';

export interface ConfigurationSource {
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly directory: string;
  readonly home: string | undefined;
}

/** Where a setting's value was written: a place of the file, or an environment variable. */
export type SettingOrigin = Position | { readonly variable: string };

/** The configuration file that was read, and what is in it. */
export interface ConfigurationFile {
  readonly file: string | undefined;
  readonly ini: IniFile;
  /** Where the program was started. */
  readonly workingDirectory: string;
}

export interface Configuration extends Settings, ConfigurationFile {
  /** Where values that are not defaults come from. */
  readonly origins: ReadonlyMap<SettingName, SettingOrigin>;
  readonly warnings: readonly { readonly message: string; readonly at?: Position }[];
  /** Settings that nobody knows; Ansible says nothing of them. */
  readonly misspelt: readonly { readonly message: string; readonly at: Position }[];
}

/** Reads the first `ansible.cfg` that Ansible would read, and the `ANSIBLE_...` variables over it. */
export function loadConfiguration(source: ConfigurationSource): Configuration {
  const warnings: { message: string; at?: Position }[] = [];
  const file = findFile(source, warnings);
  const ini = file === undefined ? new Map() : readIni(file);
  const sources: SettingSources = { ini, environment: source.environment, obeyed: Object.values(settings) };
  const unsupported = describeUnsupported(sources);
  if (unsupported !== undefined) warnings.push({ message: unsupported });
  const reading: Reading = { ini, file, source, origins: new Map() };
  const values = readAll(reading);
  return {
    ...values,
    file,
    ini,
    workingDirectory: source.directory,
    origins: reading.origins,
    warnings,
    misspelt: unknownSettings(sources),
  };
}

interface Reading {
  readonly ini: IniFile;
  readonly file: string | undefined;
  readonly source: ConfigurationSource;
  readonly origins: Map<SettingName, SettingOrigin>;
}

function readAll(reading: Reading): Settings {
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames()) values[name] = readSetting(name, settings[name], reading);
  // Each value was read by the setting of its name, which is what the type says.
  return values as Settings;
}

function settingNames(): SettingName[] {
  return Object.keys(settings).filter((name): name is SettingName => name in settings);
}

function readSetting(name: SettingName, setting: Setting<unknown>, { ini, file, source, origins }: Reading): unknown {
  const { directory: workingDirectory, home } = source;
  for (const variable of setting.environment) {
    const text = source.environment[variable];
    if (text === undefined || (variable === 'NO_COLOR' && text === '')) continue;
    origins.set(name, { variable });
    // NO_COLOR counts whatever its value is: https://no-color.org
    const value =
      variable === 'NO_COLOR' ? true : setting.read(text, { directory: workingDirectory, workingDirectory, home });
    return value ?? refuse(setting, { text, from: variable });
  }
  for (const place of setting.ini) {
    const [section = '', key = ''] = place.split('.');
    const entry = ini.get(section)?.get(key);
    if (!entry || file === undefined) continue;
    origins.set(name, entry.at);
    const context: SettingContext = { directory: dirname(file), workingDirectory, home };
    return setting.read(entry.value, context) ?? refuse(setting, { text: entry.value, from: key, at: entry.at });
  }
  return setting.otherwise;
}

function refuse(setting: Setting<unknown>, { text, from, at }: { text: string; from: string; at?: Position }): never {
  throw new ProvisionError('E0004', `${from} is "${text}", but should be ${setting.wanted}`, { at });
}

/** The places in Ansible's order; a file beside the work is ignored where anybody could have put it. */
function findFile(
  { environment, directory, home }: ConfigurationSource,
  warnings: { message: string }[],
): string | undefined {
  const named = environment['ANSIBLE_CONFIG'];
  const candidates = [
    named === undefined ? undefined : configurationIn(resolve(directory, named.replace(/^~(?=\/|$)/, home ?? '~'))),
    join(directory, 'ansible.cfg'),
    home === undefined ? undefined : join(home, '.ansible.cfg'),
    '/etc/ansible/ansible.cfg',
  ];
  return candidates.find((path): path is string => {
    if (path === undefined || !existsSync(path)) return false;
    if (path !== candidates[1] || path === candidates[0] || !isWorldWritable(directory)) return true;
    warnings.push({
      message: `${path} is ignored, because anybody can write to its directory; set ANSIBLE_CONFIG to use it`,
    });
    return false;
  });
}

function configurationIn(path: string): string {
  return existsSync(path) && statSync(path).isDirectory() ? join(path, 'ansible.cfg') : path;
}

function isWorldWritable(directory: string): boolean {
  return (statSync(directory).mode & 0o002) !== 0;
}

function readIni(file: string): IniFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ProvisionError('E0004', `the configuration file ${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
  return parseIniFile(text, file);
}
