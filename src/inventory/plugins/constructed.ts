import { ProvisionError, messageOf } from '../../base/errors.js';
import { isTrue } from '../../values/truth.js';
import { typeName } from '../../values/type-name.js';
import { TemplateText, isDict, isList, type Dict, type Value } from '../../values/value.js';
import { identifierOf } from '../group-name.js';
import { hasYamlEnding } from '../yaml-ending.js';
import { addKeyedGroups } from '../keyed-groups.js';
import type { InventoryHost } from '../members.js';
import type { InventoryPlugin, Loading } from '../plugin.js';
import { optionsOf, pluginTemplates } from '../plugin-options.js';

/** Groups and variables made by expressions from what earlier sources hold. */
export const constructed: InventoryPlugin = {
  name: 'constructed',
  accepts: (file, loading) =>
    file.exists && (file.extension === '' || file.extension === '.config' || hasYamlEnding(file, loading)),
  read(file, loading) {
    const options = optionsOf(file, 'constructed');
    try {
      for (const host of [...loading.inventory.hosts.values()]) construct(host, readConstruction(options, loading));
    } catch (error) {
      const details = error instanceof ProvisionError ? { at: error.at, hint: error.hint } : {};
      throw new ProvisionError('E0201', `Failed to parse '${file.path}': ${messageOf(error)}`, {
        ...details,
        cause: error,
      });
    }
  },
};

/** What a configuration file asks for. */
export interface Construction {
  readonly loading: Loading;
  readonly compose: Dict;
  readonly groups: Dict;
  readonly keyedGroups: readonly Value[];
  readonly strict: boolean;
  readonly leadingSeparator: boolean;
  variablesOf(host: InventoryHost): ReadonlyMap<string, Value>;
}

function readConstruction(options: Dict, loading: Loading): Construction {
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = options.get(name) ?? null;
    return value === null ? otherwise : isTrue(value) && !/^(?:no|false|off|0)$/i.test(String(value));
  };
  const own = loading.variablesOf?.(loading.inventory, flag('use_vars_plugins', false));
  const extra = flag('use_extra_vars', loading.usesExtraVariables ?? false) ? (loading.extraVariables ?? []) : [];
  return {
    loading,
    compose: dictOption(options, 'compose'),
    groups: dictOption(options, 'groups'),
    keyedGroups: listOption(options, 'keyed_groups'),
    strict: flag('strict', false),
    leadingSeparator: flag('leading_separator', true),
    variablesOf: (host) =>
      new Map([...magicOf(host), ...(own?.(host) ?? host.vars), ...(loading.cachedFacts?.(host.name) ?? []), ...extra]),
  };
}

function dictOption(options: Dict, name: string): Dict {
  const value = options.get(name) ?? null;
  if (value === null) return new Map();
  if (isDict(value)) return value;
  throw badOption(name, 'dict', value);
}

function listOption(options: Dict, name: string): readonly Value[] {
  const value = options.get(name) ?? null;
  if (value === null) return [];
  if (isList(value)) return value;
  throw badOption(name, 'list', value);
}

function badOption(name: string, type: string, value: Value): ProvisionError {
  const given = `Invalid value provided for '${type}': ${typeof value === 'string' ? value : typeName(value)}`;
  return new ProvisionError(
    'E0201',
    `Config '${name}' for 'constructed' inventory plugin has an invalid value: ${given}`,
  );
}

function magicOf(host: InventoryHost): ReadonlyMap<string, Value> {
  const groups = host.allGroups().map((group) => group.name);
  return new Map<string, Value>([
    ['inventory_hostname', host.name],
    ['inventory_hostname_short', host.name.split('.')[0] ?? host.name],
    ['group_names', groups.filter((name) => name !== 'all').sort()],
  ]);
}

function construct(host: InventoryHost, construction: Construction): void {
  compose(host, construction);
  const variables = construction.variablesOf(host);
  addConditionalGroups(host, variables, construction);
  addKeyedGroups(host, variables, construction);
}

/** Variables by expressions; what one of them makes is not seen by the next. */
function compose(host: InventoryHost, { compose: wanted, loading, strict, variablesOf }: Construction): void {
  if (wanted.size === 0) return;
  const templates = pluginTemplates(loading);
  const variables = variablesOf(host);
  for (const [name, expression] of wanted) {
    try {
      host.vars.set(String(name), templates.evaluate(expressionText(expression), variables));
    } catch (error) {
      if (strict) throw failure(`Could not set ${String(name)} for host ${host.name}: ${messageOf(error)}`, error);
    }
  }
}

function addConditionalGroups(
  host: InventoryHost,
  variables: ReadonlyMap<string, Value>,
  { groups, loading, strict }: Construction,
): void {
  for (const [name, condition] of groups) {
    try {
      if (!pluginTemplates(loading).test(condition, variables)) continue;
    } catch (error) {
      const problem = `Could not add host ${host.name} to group ${String(name)}: ${messageOf(error)}`;
      if (strict) throw failure(problem, error);
      continue;
    }
    loading.inventory.declareHost(host.name, loading.inventory.addGroup(identifierOf(String(name))));
  }
}

/** An expression as it was written: a template's braces in it are a mistake that the evaluation reports. */
export function expressionText(value: Value): string {
  if (value instanceof TemplateText) return value.source;
  if (typeof value === 'string') return value;
  throw new ProvisionError('E0201', `Expressions must be <class 'str'>, got <class '${typeName(value)}'>.`);
}

function failure(message: string, cause: unknown): ProvisionError {
  return new ProvisionError('E0201', message, { at: cause instanceof ProvisionError ? cause.at : undefined, cause });
}
