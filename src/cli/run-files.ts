import type { SecretMask } from '../base/secret.js';
import type { Configuration } from '../config/load-configuration.js';
import { ControllerFiles } from '../engine/controller-files.js';
import { findModule } from '../engine/find-module.js';
import type { RunFiles } from '../engine/run.js';
import type { EventBus } from '../events/bus.js';
import type { ForeignModules } from '../foreign/foreign-modules.js';
import { modules } from '../modules/index.js';
import { createTemplar } from '../template/create-templar.js';
import { findPlugin } from '../template/find-plugin.js';
import type { Plugins, TemplateController } from '../template/plugins.js';
import type { Value } from '../values/value.js';
import { LayeredScope } from '../variables/scope.js';
import type { VaultKeyring } from '../vault/keyring.js';
import { ansibleHome } from './ansible-home.js';
import { collectionPaths } from './collection-paths.js';
import { earlyController } from './early-controller.js';
import type { CliEnvironment } from './environment.js';

interface FileParts {
  readonly keyring: VaultKeyring;
  readonly mask: SecretMask;
  readonly configuration: Configuration;
  readonly extraVariables: ReadonlyMap<string, Value>;
  readonly environment: CliEnvironment;
  readonly events: EventBus;
  readonly foreign: ForeignModules;
  readonly plugins: Plugins;
  readonly checksAhead: boolean;
}

/** The controller's files for reading content, with early rendering by extra and play variables. */
export function runFiles({
  keyring,
  mask,
  configuration,
  extraVariables,
  environment,
  events,
  foreign,
  plugins,
  checksAhead,
}: FileParts): RunFiles & { maskLeaves: (data: unknown) => void; controller: TemplateController } {
  const files = new ControllerFiles(keyring, mask);
  const controller = earlyController(files, environment);
  return {
    controller,
    exists: (path) => files.exists(path),
    isDirectory: (path) => files.isDirectory(path),
    list: (directory) => files.list(directory),
    readText: (path) => files.readText(path),
    readBytes: (path, decrypt) => files.readBytes(path, decrypt),
    decryptVault: (armoured, at) => files.decryptVault(armoured, at),
    findDecrypted: (armoured) => files.findDecrypted(armoured),
    maskLeaves: (data) => files.maskLeaves(data),
    renderEarly: (value, play) =>
      createTemplar({ plugins, controller, strictConditions: false }, new LayeredScope([extraVariables, play])).render(
        value,
      ),
    rolePaths:
      configuration.rolesPath.length > 0
        ? configuration.rolesPath
        : [`${ansibleHome(configuration, environment)}/roles`, '/usr/share/ansible/roles', '/etc/ansible/roles'],
    // Looked for when a collection is: an installed Ansible brings some of its own.
    get collectionPaths() {
      return [...collectionPaths(configuration, environment), ...foreign.installedCollections];
    },
    privateRoleVariables: configuration.privateRoleVariables,
    duplicateKeys: configuration.duplicateDictKey,
    checksAhead,
    refusesIncludeKeywords: configuration.invalidTaskAttributeFailed,
    acceptsOldForms: checksAhead,
    isModule: (name) => (findModule(name, modules) ?? foreign.find(name)) !== undefined,
    isOwnModule: (name) => findModule(name, modules) !== undefined,
    moduleNames: () => modules.keys(),
    isLookup: (name) => findPlugin(plugins.lookups, name) !== undefined,
    addContent: (directory) => foreign.addContent(directory),
    warn: (message, at, details) => events.emit({ type: 'warning', message, at, ...details }),
    deprecate: (deprecation, at) => events.emit({ type: 'deprecation', ...deprecation, at }),
    problem: (error) => {
      throw error;
    },
  };
}
