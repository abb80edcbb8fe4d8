import type { OnMismatch } from '../inventory/patterns.js';
import { placeText } from '../reporters/look.js';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Configuration } from '../config/load-configuration.js';
import { filters, tests } from '../filters/index.js';
import type { Inventory } from '../inventory/inventory.js';
import { loadInventory } from '../inventory/load-inventory.js';
import type { InventoryOptions, InventoryTemplates } from '../inventory/plugin.js';
import { lookups } from '../lookups/index.js';
import { createTemplar } from '../template/create-templar.js';
import type { TemplateController } from '../template/plugins.js';
import type { Value } from '../values/value.js';
import { InventoryVariables } from '../variables/group-vars.js';
import { VariableFiles } from '../variables/group-vars-files.js';
import { LayeredScope } from '../variables/scope.js';
import type { VaultKeyring } from '../vault/keyring.js';
import { defaultInventory } from './default-inventory.js';
import type { CliEnvironment } from './environment.js';
import { nearOnDisk } from './near-on-disk.js';
import type { Dialect } from './run-options.js';

export interface InventoryRequest {
  /** What `-i` says. */
  readonly sources: readonly string[];
  readonly dialect: Dialect | undefined;
  readonly configuration: Configuration;
  readonly environment: CliEnvironment;
  readonly keyring: VaultKeyring;
  readonly extraVariables: ReadonlyMap<string, Value>;
  readonly controller: TemplateController;
  readonly cachedFacts?: InventoryOptions['cachedFacts'];
}

/** Loads the inventory that a command works on, as the configuration says. */
export async function openInventory(request: InventoryRequest): Promise<Inventory> {
  const { sources, configuration, dialect, environment } = request;
  if (dialect !== 'ansible') for (const source of sources) checkSource(source, environment);
  const given = sources.length > 0 ? sources : defaultInventory(configuration, { ...environment, dialect });
  return loadInventory(given, inventoryOptions(request));
}

/** Ansible warns of a source that is not there, and works on nothing. Throws E0003. */
function checkSource(source: string, { directory, home }: CliEnvironment): void {
  const path = resolve(directory, source.replace(/^~(?=\/|$)/, home ?? '~'));
  if (source.includes(',') || existsSync(path)) return;
  throw new ProvisionError('E0003', `there is no inventory ${source}`, { hint: nearOnDisk(path) ?? missingHint });
}

const missingHint = '-i takes a file, a directory, or names with a comma behind them: -i web1,';

function inventoryOptions(request: InventoryRequest): InventoryOptions {
  const { configuration, environment, keyring, dialect, cachedFacts } = request;
  const isAnsible = dialect === 'ansible';
  const warn = (message: string): void => environment.warn(message);
  return {
    directory: environment.directory,
    home: environment.home,
    environment: environment.variables,
    keyring,
    warn,
    onMismatch: mismatchRule(configuration, (message, at) =>
      // As Ansible tells it, it has no place.
      warn(isAnsible || !at ? message : `${message} (${placeText(at, environment)})`),
    ),
    ignoredExtensions: configuration.inventoryIgnoreExtensions,
    ignoredPatterns: configuration.inventoryIgnorePatterns,
    duplicateKeys: configuration.duplicateDictKey,
    yamlExtensions: configuration.yamlExtensions,
    enabledPlugins: configuration.inventoryEnabled,
    hashBehaviour: configuration.hashBehaviour,
    unparsed: isAnsible ? 'warn' : 'fail',
    anyUnparsedFails: configuration.inventoryAnyUnparsedFailed,
    allUnparsedFails: configuration.inventoryUnparsedFailed,
    warnsOfNothing: isAnsible && configuration.inventoryUnparsedWarning,
    groupNames: configuration.groupNames ?? (isAnsible ? 'never' : 'ignore'),
    showsProgramErrors: configuration.inventoryProgramErrors,
    usesExtraVariables: configuration.inventoryUseExtraVars,
    extraVariables: request.extraVariables,
    templates: inventoryTemplates(request),
    variablesOf: (inventory, usesFiles) => hostVariables(inventory, usesFiles, request),
    ...(cachedFacts && { cachedFacts }),
    ...(isAnsible &&
      configuration.deprecationWarnings && {
        deprecate: (message: string) => environment.note(`[DEPRECATION WARNING]: ${message}`),
      }),
  };
}

/** What a host pattern does that matches nothing. */
function mismatchRule({ hostPatternMismatch }: Configuration, warn: OnMismatch): OnMismatch {
  switch (hostPatternMismatch) {
    case 'warning':
      return warn;
    case 'ignore':
      return () => undefined;
    case 'error':
      return (message, at) => {
        throw new ProvisionError('E0204', message, { at });
      };
    default:
      return hostPatternMismatch satisfies never;
  }
}

function hostVariables(
  inventory: Inventory,
  usesFiles: boolean,
  { configuration, keyring, environment }: InventoryRequest,
): ReturnType<NonNullable<InventoryOptions['variablesOf']>> {
  const files = new VariableFiles({
    keyring,
    warn: (message) => environment.warn(message),
    duplicateKeys: configuration.duplicateDictKey,
    extensions: configuration.yamlExtensions,
  });
  const { hashBehaviour } = configuration;
  const variables = new InventoryVariables(inventory, files, { hashBehaviour, impliesAll: false, usesFiles });
  return (host) => variables.of(host);
}

/** Templates before any play runs: they see the variables that they are given. */
function inventoryTemplates({ controller, dialect }: InventoryRequest): InventoryTemplates {
  const options = { plugins: { filters, tests, lookups }, controller, strictConditions: dialect === 'ansible' };
  const templar = (variables: ReadonlyMap<string, Value>): ReturnType<typeof createTemplar> =>
    createTemplar(options, new LayeredScope([variables]));
  return {
    evaluate: (expression, variables) => templar(variables).evaluate(expression),
    test: (condition, variables) => templar(variables).test(condition),
    render: (value, variables) => templar(variables).render(value),
  };
}
