import type { Position } from '../base/position.js';
import type { Configuration } from '../config/load-configuration.js';
import type { Run } from '../engine/run.js';
import type { Inventory } from '../inventory/inventory.js';
import { locateVariables } from '../inventory/variable-places.js';
import { toJson } from '../values/json.js';
import type { Value } from '../values/value.js';
import { VariableFiles } from '../variables/group-vars-files.js';
import { InventoryVariables, type InventoryVariablesOptions, type VariableLayer } from '../variables/group-vars.js';
import type { VaultKeyring } from '../vault/keyring.js';
import type { CliEnvironment } from './environment.js';

interface VariableParts {
  readonly keyring: VaultKeyring;
  readonly configuration: Configuration;
  /** Hears of all values of files that were encrypted as a whole. */
  readonly maskLeaves: (data: unknown) => void;
  readonly environment: CliEnvironment;
}

/** The inventory's variables by host and folders of the playbook; group_vars are read when a host needs them. */
export function variablesByHost(
  inventory: Inventory,
  parts: VariableParts,
): Pick<Run, 'inventoryVariables' | 'inventoryLayers'> {
  const { keyring, configuration, environment } = parts;
  const files = new VariableFiles({
    keyring,
    warn: (message) => environment.warn(message),
    duplicateKeys: configuration.duplicateDictKey,
    extensions: configuration.yamlExtensions,
    onSecretFile: ({ variables }) => parts.maskLeaves(toJson(variables)),
  });
  const byRoots = new Map<string, InventoryVariables>();
  const merged = new Map<string, ReadonlyMap<string, Value>>();
  let revision = inventory.revision;
  const refresh = (): void => {
    if (inventory.revision === revision) return;
    merged.clear();
    for (const all of byRoots.values()) all.refresh();
    revision = inventory.revision;
  };
  const rules = { ...variableRules(configuration), readsFilesAtStart: configuration.runVarsPlugins === 'start' };
  const variablesFor = (playbookRoots: readonly string[]): InventoryVariables => {
    refresh();
    const all =
      byRoots.get(keyOf(playbookRoots)) ?? new InventoryVariables(inventory, files, { playbookRoots, ...rules });
    byRoots.set(keyOf(playbookRoots), all);
    return all;
  };
  return {
    inventoryVariables(name, playbookRoots) {
      const all = variablesFor(playbookRoots);
      const key = keyOf([...playbookRoots, name]);
      const known = merged.get(key);
      if (known) return known;
      const host = inventory.findHost(name);
      const variables = host ? all.of(host) : new Map<string, Value>();
      if (host) locateVariables(variables, (variable) => placeInLayers(variable, all.layersOf(host)));
      merged.set(key, variables);
      return variables;
    },
    inventoryLayers(name, playbookRoots) {
      const host = inventory.findHost(name);
      return host ? variablesFor(playbookRoots).layersOf(host) : [];
    },
  };
}

/** Where the variable is written that wins: in the strongest layer that has it, which is the last. */
function placeInLayers(name: string, layers: readonly VariableLayer[]): Position | undefined {
  return layers.findLast(({ variables }) => variables.has(name))?.placeOf(name);
}

function keyOf(parts: readonly string[]): string {
  return parts.join('\0');
}

/** What the configuration says about the variables of hosts and groups. */
export function variableRules(configuration: Configuration): InventoryVariablesOptions {
  return {
    hashBehaviour: configuration.hashBehaviour,
    precedence: configuration.variablePrecedence,
    usesFiles: configuration.variablePlugins.some((name) => /^(?:ansible\.builtin\.)?host_group_vars$/.test(name)),
  };
}
