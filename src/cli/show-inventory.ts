import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import { SecretMask } from '../base/secret.js';
import { didYouMean } from '../base/suggest.js';
import type { Configuration } from '../config/load-configuration.js';
import { ControllerFiles } from '../engine/controller-files.js';
import { reservedAmong, reservedText } from '../engine/reserved-names.js';
import type { Inventory } from '../inventory/inventory.js';
import type { InventoryGroup, InventoryHost } from '../inventory/members.js';
import { originLines } from '../reporters/ansible/source-excerpt.js';
import { VaultText, type Value } from '../values/value.js';
import { InventoryVariables } from '../variables/group-vars.js';
import { VariableFiles } from '../variables/group-vars-files.js';
import type { VaultKeyring } from '../vault/keyring.js';
import type { InventoryFlags } from './commands/inventory.js';
import { readConfiguration } from './configuration.js';
import { earlyController } from './early-controller.js';
import { variableRules } from './variables-by-host.js';
import type { CliEnvironment } from './environment.js';
import { readExtraVariables } from './extra-variables.js';
import { hostList } from './host-list.js';
import { drawGraph } from './inventory-graph.js';
import {
  listAsJson,
  listAsToml,
  listAsYaml,
  printJson,
  printToml,
  printYaml,
  type Listing,
} from './inventory-listing.js';
import { keyringFor } from './keyring.js';
import { openInventory } from './open-inventory.js';
import { readSource } from './report-error.js';

interface Shown {
  readonly inventory: Inventory;
  readonly variables: InventoryVariables;
  readonly keyring: VaultKeyring;
  readonly extra: ReadonlyMap<string, Value>;
  readonly flags: InventoryFlags;
  readonly warn: (message: string) => void;
}

/** Shows what the flags of `provision inventory` ask for. */
export async function showInventory(
  group: string | undefined,
  flags: InventoryFlags,
  environment: CliEnvironment,
): Promise<void> {
  checkActions(flags);
  const configuration = readConfiguration(environment, flags.dialect);
  const withExport = { ...flags, export: flags.export ?? configuration.inventoryExport };
  const shown = await open(withExport, configuration, environment);
  const text = textOf(group, shown);
  if (flags.output === undefined || flags.list !== true) environment.writeOutput(text);
  else await writeListing(resolve(environment.directory, flags.output), text);
}

async function writeListing(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new ProvisionError('E0003', `the listing cannot be written to ${path}: ${messageOf(cause)}`, { cause });
  }
}

function checkActions(flags: InventoryFlags): void {
  const chosen = [flags.list, flags.host, flags.graph, flags.listHosts].filter((flag) => flag !== undefined);
  if (chosen.length !== 1) {
    throw new ProvisionError(
      'E0001',
      chosen.length === 0
        ? 'No action selected, at least one of --host, --graph or --list needs to be specified.'
        : 'Conflicting options used, only one of --host, --graph or --list can be used at the same time.',
    );
  }
}

async function open(flags: InventoryFlags, configuration: Configuration, environment: CliEnvironment): Promise<Shown> {
  const { directory } = environment;
  const keyring = await keyringFor({ flags, configuration, environment });
  const warn = (message: string): void => environment.warn(message);
  const extra = readExtraVariables(flags.extraVars ?? [], { directory, keyring });
  const inventory = await openInventory({
    sources: flags.inventory ?? [],
    dialect: flags.dialect,
    configuration,
    environment,
    keyring,
    extraVariables: extra,
    controller: earlyController(new ControllerFiles(keyring, new SecretMask()), environment),
  });
  const files = new VariableFiles({
    keyring,
    warn,
    duplicateKeys: configuration.duplicateDictKey,
    extensions: configuration.yamlExtensions,
  });
  const playbookDirectory = resolve(directory, flags.playbookDir ?? configuration.playbookDirectory ?? '.');
  const variables = new InventoryVariables(inventory, files, {
    playbookRoots: [playbookDirectory],
    ...variableRules(configuration),
  });
  return {
    inventory,
    variables,
    keyring,
    extra,
    flags,
    warn,
  };
}

function textOf(group: string | undefined, shown: Shown): string {
  const { flags, inventory } = shown;
  if (flags.host !== undefined) return hostText(flags.host, shown);
  if (flags.graph === true) return graphText(group ?? 'all', shown);
  const hosts = inventory.match(flags.listHosts === true ? (group ?? 'all') : 'all', flags.limit);
  if (flags.listHosts === true) return hostList(hosts);
  const listing: Listing = {
    inventory,
    hosts: new Set(hosts),
    variablesOf: (host) => hostVariables(host, shown),
    groupVariablesOf: flags.export === true ? (member) => groupVariables(member, shown) : undefined,
  };
  if (flags.yaml === true) return listAsYaml(listing);
  return flags.toml === true ? listAsToml(listing) : listAsJson(listing);
}

function hostVariables(host: InventoryHost, shown: Shown): ReadonlyMap<string, Value> {
  const { variables, extra, flags } = shown;
  if (flags.export === true) return new Map([...variables.ofHostAlone(host), ...extra]);
  const all = new Map([...variables.of(host), ...extra]);
  if (flags.dialect === 'ansible') warnOfReserved(all, host, shown);
  return all;
}

/** Tells of variables whose names mean something else in playbooks, with the place that counts for the host. */
function warnOfReserved(all: ReadonlyMap<string, Value>, host: InventoryHost, { variables, extra, warn }: Shown): void {
  for (const name of reservedAmong(all.keys())) {
    const layer = variables.layersOf(host).findLast((one) => one.variables.has(name));
    const at = extra.has(name) ? undefined : layer?.placeOf(name);
    warn([reservedText(name), ...(at ? [...originLines(at, readSource), ''] : [])].join('\n'));
  }
}

function hostText(name: string, shown: Shown): string {
  const host = shown.inventory.findHost(name);
  if (!host) {
    const hint = didYouMean(name, shown.inventory.hosts.keys());
    // Patterns that match nothing are told of, or are an error of their own, as the settings say.
    shown.inventory.match(name);
    throw new ProvisionError('E0205', 'You must pass a single valid host to --host parameter', { hint });
  }
  const vars = new Map<Value, Value>(hostVariables(host, shown));
  if (shown.flags.toml === true && shown.flags.yaml !== true) return printToml(vars);
  return shown.flags.yaml === true ? printYaml(vars) : printJson(vars, false);
}

function graphText(name: string, shown: Shown): string {
  const group = shown.inventory.groups.get(name);
  if (!group) {
    const hint = didYouMean(name, shown.inventory.groups.keys());
    throw new ProvisionError('E0205', 'Pattern must be valid group name when using --graph', { hint });
  }
  if (shown.flags.vars !== true) return drawGraph(group, undefined);
  return drawGraph(group, {
    ofHost: (host) => hostVariables(host, shown),
    ofGroup: (member) => groupVariables(member, shown),
    reveal: (value) => (value instanceof VaultText ? shown.keyring.decryptText(value.armoured, value.at) : value),
  });
}

/** A group's variables, its priority among them when it has one of its own. */
function groupVariables(group: InventoryGroup, { variables }: Shown): ReadonlyMap<string, Value> {
  const vars = variables.ofGroup(group);
  return group.priority === 1 ? vars : new Map([...vars, ['ansible_group_priority', group.priority]]);
}
