import { resolve } from 'node:path';
import { becomeMethods } from '../become/index.js';
import { ProvisionError } from '../base/errors.js';
import { SecretMask } from '../base/secret.js';
import { connections } from '../connections/index.js';
import type { Configuration } from '../config/load-configuration.js';
import { splitArguments, textList } from '../engine/coerce.js';
import type { ConnectionDefaults } from '../engine/connection-options.js';
import { ConnectionPool } from '../engine/connection-pool.js';
import { ControllerFiles } from '../engine/controller-files.js';
import { findModule } from '../engine/find-module.js';
import type { Run, RunFiles, RunSettings } from '../engine/run.js';
import { EventBus, type Reporter } from '../events/bus.js';
import { filters, tests } from '../filters/index.js';
import { loadInventory } from '../inventory/load-inventory.js';
import type { Inventory } from '../inventory/inventory.js';
import { lookups } from '../lookups/index.js';
import { modules } from '../modules/index.js';
import { ndjsonReporter } from '../reporters/ndjson.js';
import { humanReporter } from '../reporters/human.js';
import { createTemplar } from '../template/create-templar.js';
import { toJson } from '../values/json.js';
import type { Value } from '../values/value.js';
import { InventoryVariables } from '../variables/group-vars.js';
import { VariableFiles } from '../variables/group-vars-files.js';
import { LayeredScope } from '../variables/scope.js';
import type { VaultKeyring } from '../vault/keyring.js';
import { readConfiguration } from './configuration.js';
import { defaultInventory } from './default-inventory.js';
import { findPrivateKey } from './defaults.js';
import type { CliEnvironment } from './environment.js';
import { readExtraVariables } from './extra-variables.js';
import { earlyController } from './early-controller.js';
import { hostKeyQuestion } from './host-keys.js';
import { keyringFor } from './keyring.js';
import { readSource } from './report-error.js';
import type { RunOptions } from './run-options.js';
import { standardScreen } from './screen.js';
import { standingPassword } from './standing-password.js';

export interface RunRequest {
  readonly options: RunOptions;
  readonly environment: CliEnvironment;
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  readonly signal: AbortSignal;
}

const defaultForks = 50;

/** Makes everything that a run shares, from the command line, the configuration and the environment. */
export async function prepareRun(request: RunRequest): Promise<Run> {
  const { options, environment } = request;
  const configuration = readConfiguration(environment);
  const keyring = await keyringFor({ flags: options, configuration, environment });
  const mask = new SecretMask();
  for (const { password } of keyring.secrets) mask.add(password.reveal());
  const extraVariables = readExtraVariables(options.extraVars ?? [], { directory: environment.directory, keyring });
  const settings = await runSettings(request, configuration, { extraVariables, mask });
  const sources = [...(options.inventory ?? []), ...(options.inventoryFile ?? [])];
  const inventory = await loadInventory(
    sources.length > 0 ? sources : defaultInventory(configuration, environment.directory),
    {
      directory: environment.directory,
      home: environment.home,
      keyring,
      warn: (message) => environment.warn(message),
      ignoredExtensions: configuration.inventoryIgnoreExtensions,
      ignoredPatterns: configuration.inventoryIgnorePatterns,
      duplicateKeys: configuration.duplicateDictKey,
    },
  );
  const reporters = [reporterFor(request)];
  const events = new EventBus(reporters, mask);
  const files = runFiles({ keyring, mask, configuration, extraVariables, environment, events });
  return {
    settings: {
      ...settings,
      inventorySources: inventory.sources.map(({ name }) => resolve(environment.directory, name)),
    },
    inventory,
    events,
    mask,
    files,
    plugins: { filters, tests, lookups },
    connections: new ConnectionPool(connections),
    hosts: new Map(),
    environment: environment.variables,
    inventoryVariables: variablesOf(inventory, { keyring, configuration, files: files.maskLeaves, environment }),
    findModule: (name) => findModule(name, modules),
    prompt: (text, { echo }) => promptFor(environment, text, echo),
    now: () => Date.now(),
    signal: request.signal,
  };
}

async function promptFor(environment: CliEnvironment, text: string, echo: boolean): Promise<string | undefined> {
  if (!environment.isInteractive) return undefined;
  return echo ? environment.ask(text) : environment.askSecret(text);
}

function reporterFor({ options, environment }: RunRequest): Reporter {
  if (options.output === 'ndjson') return ndjsonReporter((text) => environment.writeOutput(text));
  return humanReporter({
    screen: standardScreen(environment),
    readSource,
    verbosity: options.verbose,
    check: options.check ?? false,
    directory: environment.directory,
  });
}

interface SettingsParts {
  readonly extraVariables: ReadonlyMap<string, Value>;
  readonly mask: SecretMask;
}

async function runSettings(
  { options, environment, tags = [], skipTags = [] }: RunRequest,
  configuration: Configuration,
  { extraVariables, mask }: SettingsParts,
): Promise<RunSettings> {
  const only = tags.flatMap((text) => textList(text));
  const skip = skipTags.flatMap((text) => textList(text));
  const connection = await connectionDefaults(options, configuration, environment);
  for (const secret of [connection.password, connection.becomePassword]) if (secret) mask.add(secret.reveal());
  return {
    check: options.check ?? false,
    diff: options.diff ?? configuration.diffAlways,
    forks: positive('--forks', options.forks) ?? configuration.forks ?? defaultForks,
    tags: {
      only: only.length > 0 ? only : configuration.runTags,
      skip: skip.length > 0 ? skip : configuration.skipTags,
    },
    limit: options.limit,
    extraVariables,
    connection,
    verbosity: options.verbose,
    strictConditions: options.strict ?? false,
    gathering: configuration.gathering,
    anyErrorsFatal: configuration.anyErrorsFatal,
    forceHandlers: options.forceHandlers ?? configuration.forceHandlers,
    taskTimeout: configuration.taskTimeout,
    inventorySources: [],
    configurationFile: configuration.file,
    ansibleManaged: configuration.ansibleManaged,
  };
}

async function connectionDefaults(
  options: RunOptions,
  configuration: Configuration,
  environment: CliEnvironment,
): Promise<ConnectionDefaults> {
  const asksConnection = options.askPass ?? configuration.askPass;
  const asksBecome = options.askBecomePass ?? configuration.becomeAskPass;
  const password = await standingPassword(environment, {
    file: options.connectionPasswordFile ?? configuration.connectionPasswordFile,
    ask: asksConnection,
    prompt: 'SSH password: ',
  });
  const becomePassword = await standingPassword(environment, {
    file: options.becomePasswordFile ?? configuration.becomePasswordFile,
    ask: asksBecome,
    prompt: 'BECOME password: ',
  });
  const sshTexts = [
    configuration.sshArgs,
    configuration.sshCommonArgs,
    options.sshCommonArgs,
    configuration.sshExtraArgs,
    options.sshExtraArgs,
  ];
  return {
    plugin: options.connection ?? configuration.transport,
    user: options.user ?? configuration.remoteUser,
    port: configuration.remotePort,
    privateKeyFile: findPrivateKey(options, configuration, environment),
    password,
    hostKeyChecking: options.acceptHostKeys ? 'accept-new' : configuration.hostKeyChecking ? 'yes' : 'no',
    connectTimeout: positive('--timeout', options.timeout) ?? configuration.timeout,
    sshArguments: sshTexts.flatMap((text) => splitArguments(text ?? '')),
    shell: '/bin/sh',
    become: options.become ?? configuration.become,
    becomeMethod: knownMethod(options.becomeMethod) ?? configuration.becomeMethod,
    becomeUser: options.becomeUser ?? configuration.becomeUser,
    becomePassword: becomePassword ?? (asksBecome ? password : undefined),
    becomeExecutable: configuration.becomeExe,
    becomeFlags: configuration.becomeFlags,
    becomeMethods,
    environment: environment.variables,
    onUnknownKeys: hostKeyQuestion(environment),
  };
}

/** Checked here, because on hosts where nobody has to become somebody else a wrong name would go unnoticed. */
function knownMethod(name: string | undefined): string | undefined {
  if (name === undefined || becomeMethods.has(name.replace(/^(?:ansible\.builtin|community\.general)\./, '')))
    return name;
  throw new ProvisionError('E0002', `there is no become method "${name}"`, {
    hint: `use one of ${[...becomeMethods.keys()].join(', ')}`,
  });
}

function positive(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new ProvisionError('E0001', `${flag} must be a whole number above zero, not "${text}"`);
}

interface FileParts {
  readonly keyring: VaultKeyring;
  readonly mask: SecretMask;
  readonly configuration: Configuration;
  readonly extraVariables: ReadonlyMap<string, Value>;
  readonly environment: CliEnvironment;
  readonly events: EventBus;
}

/** The controller's files for reading content, with early rendering by extra and play variables. */
function runFiles({
  keyring,
  mask,
  configuration,
  extraVariables,
  environment,
  events,
}: FileParts): RunFiles & { maskLeaves: (data: unknown) => void } {
  const files = new ControllerFiles(keyring, mask);
  const controller = earlyController(files, environment);
  const plugins = { filters, tests, lookups };
  return {
    exists: (path) => files.exists(path),
    isDirectory: (path) => files.isDirectory(path),
    list: (directory) => files.list(directory),
    readText: (path) => files.readText(path),
    readBytes: (path, decrypt) => files.readBytes(path, decrypt),
    decryptVault: (armoured, at) => files.decryptVault(armoured, at),
    maskLeaves: (data) => files.maskLeaves(data),
    renderEarly: (value, play) =>
      createTemplar({ plugins, controller, strictConditions: false }, new LayeredScope([extraVariables, play])).render(
        value,
      ),
    rolePaths:
      configuration.rolesPath.length > 0
        ? configuration.rolesPath
        : [`${environment.home ?? ''}/.ansible/roles`, '/usr/share/ansible/roles', '/etc/ansible/roles'],
    collectionPaths:
      configuration.collectionsPath.length > 0
        ? configuration.collectionsPath
        : [
            resolve(environment.directory, 'collections'),
            `${environment.home ?? ''}/.ansible/collections`,
            '/usr/share/ansible/collections',
          ],
    isModule: (name) => findModule(name, modules) !== undefined,
    moduleNames: () => modules.keys(),
    isLookup: (name) => lookups.has(name.replace(/^ansible\.(?:builtin|legacy)\./, '')) || lookups.has(name),
    warn: (message, at) => events.emit({ type: 'warning', message, at }),
    problem: (error) => {
      throw error;
    },
  };
}

interface VariableParts {
  readonly keyring: VaultKeyring;
  readonly configuration: Configuration;
  readonly files: (data: unknown) => void;
  readonly environment: CliEnvironment;
}

/** The inventory's variables by host and playbook directory; group_vars are read when a host needs them. */
function variablesOf(inventory: Inventory, parts: VariableParts): Run['inventoryVariables'] {
  const { keyring, configuration, environment } = parts;
  const files = new VariableFiles({
    keyring,
    warn: (message) => environment.warn(message),
    duplicateKeys: configuration.duplicateDictKey,
    extensions: configuration.yamlExtensions,
    onSecretFile: ({ variables }) => parts.files(toJson(variables)),
  });
  const byDirectory = new Map<string, InventoryVariables>();
  const merged = new Map<string, ReadonlyMap<string, Value>>();
  let size = 0;
  return (name, playbookDirectory) => {
    const current = inventory.hosts.size * 1_000_003 + inventory.groups.size;
    if (current !== size) merged.clear();
    size = current;
    const key = `${playbookDirectory}\0${name}`;
    let variables = merged.get(key);
    if (!variables) {
      let all = byDirectory.get(playbookDirectory);
      if (!all)
        byDirectory.set(
          playbookDirectory,
          (all = new InventoryVariables(inventory, files, {
            playbookDirectory,
            hashBehaviour: configuration.hashBehaviour,
          })),
        );
      const host = inventory.findHost(name);
      variables = host ? all.of(host) : new Map();
      merged.set(key, variables);
    }
    return variables;
  };
}
