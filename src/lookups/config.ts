import { dirname } from 'node:path';
import {
  documentedOptions,
  documentedSettings,
  type DocumentedSetting,
  type SettingsByName,
} from '../config/documented-setting.js';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { asElement } from '../template/runtime.js';
import { toRepr, toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import type { Value } from '../values/value.js';
import { flagOption, lookupFailure, textOption, textTerm, type LookupOptions } from './arguments.js';
import { defaultOf, typedValue, type SettingSurroundings } from './setting-value.js';

const pluginKinds = [
  'become',
  'cache',
  'callback',
  'cliconf',
  'connection',
  'httpapi',
  'inventory',
  'lookup',
  'netconf',
  'shell',
  'vars',
];

export const config: LookupDefinition = {
  name: 'config',
  options: ['on_missing', 'plugin_type', 'plugin_name', 'show_origin'],
  run(terms, options, context) {
    const onMissing = choice(options, 'on_missing', ['error', 'warn', 'skip']) ?? 'error';
    const plugin = pluginOf(options);
    const known = plugin === undefined ? documentedSettings() : optionsOf(plugin);
    return terms.flatMap((term): Value[] => {
      const name = textTerm(term, notText);
      const found = name === 'CONFIG_FILE' ? configurationFile(context) : findSetting(name, known, context);
      if (found) return [flagOption(options, 'show_origin', false) ? [found.value, found.origin] : found.value];
      const message = `No config definition exists for '${name}'${plugin ? ` for '${plugin.name}' ${plugin.kind} plugin` : ''}.`;
      if (onMissing === 'error') throw lookupFailure(message);
      if (onMissing === 'warn') context.controller.warn(`Skipping, did not find setting ${name}`, context.at);
      return [];
    });
  },
};

function notText(term: Value): string {
  return `Invalid setting identifier, ${toRepr(term)} is not a <class 'str'>, its a <class '${typeName(term)}'>.`;
}

function choice(options: LookupOptions, name: string, choices: readonly string[]): string | undefined {
  const value = textOption(options, name);
  if (value === undefined || choices.includes(value)) return value;
  throw lookupFailure(
    `Invalid value '${value}' for config '${name}' for 'config' lookup plugin.`,
    `it may be ${choices.join(', ')}`,
  );
}

interface Plugin {
  readonly kind: string;
  readonly name: string;
}

function pluginOf(options: LookupOptions): Plugin | undefined {
  const [kind, name] = [choice(options, 'plugin_type', pluginKinds), textOption(options, 'plugin_name')];
  if (kind !== undefined && name !== undefined) return { kind, name };
  if (kind === undefined && name === undefined) return undefined;
  throw lookupFailure('Both plugin_type and plugin_name are required, cannot use one without the other.');
}

function optionsOf({ kind, name }: Plugin): SettingsByName {
  const options = documentedOptions(kind, name);
  if (options) return options;
  throw lookupFailure(`Unable to load ${kind} plugin '${name}'.`);
}

interface Found {
  readonly value: Value;
  /** Where it is set, in Ansible's words. */
  readonly origin: string;
}

function configurationFile({ controller }: TemplateContext): Found {
  return { value: controller.configuration?.file ?? null, origin: '' };
}

/** A setting's value from where it is set: variables before the environment, that before the file, that before the default. */
function findSetting(name: string, known: SettingsByName, context: TemplateContext): Found | undefined {
  const setting = known.get(name);
  if (setting === undefined) return undefined;
  const { controller } = context;
  const workingDirectory = controller.configuration?.workingDirectory ?? controller.directory;
  const surroundings: SettingSurroundings = {
    directory: workingDirectory,
    workingDirectory,
    environment: (variable) => controller.environment(variable),
    home:
      name === 'ANSIBLE_HOME' ? '' : toText(findSetting('ANSIBLE_HOME', documentedSettings(), context)?.value ?? ''),
  };
  return (
    fromVariables(setting, context, surroundings) ??
    fromEnvironment(setting, context, surroundings) ??
    fromFile(setting, context, surroundings) ?? { value: defaultOf(setting, surroundings), origin: 'default' }
  );
}

function fromVariables(setting: DocumentedSetting, context: TemplateContext, surroundings: SettingSurroundings) {
  for (const name of setting.variables.toReversed()) {
    const value = context.find(name);
    if (value !== undefined)
      return { value: typedValue(setting, asElement(value), surroundings), origin: `var: ${name}` };
  }
  return undefined;
}

function fromEnvironment(setting: DocumentedSetting, context: TemplateContext, surroundings: SettingSurroundings) {
  for (const name of setting.environment.toReversed()) {
    const text = context.controller.environment(name);
    if (text !== undefined) return { value: typedValue(setting, unquoted(text), surroundings), origin: `env: ${name}` };
  }
  return undefined;
}

function fromFile(setting: DocumentedSetting, { controller }: TemplateContext, surroundings: SettingSurroundings) {
  const { file, ini } = controller.configuration ?? {};
  if (file === undefined) return undefined;
  for (const place of setting.ini.toReversed()) {
    const dot = place.indexOf('.');
    const entry = ini?.get(place.slice(0, dot))?.get(place.slice(dot + 1));
    const beside = { ...surroundings, directory: dirname(file) };
    if (entry) return { value: typedValue(setting, unquoted(entry.value), beside), origin: file };
  }
  return undefined;
}

function unquoted(text: string): string {
  return /^(["'])[\s\S]*\1$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}
