import { ProvisionError } from '../base/errors.js';
import type { ControllerFiles } from '../engine/controller-files.js';
import type { TemplateController } from '../template/plugins.js';
import type { CliEnvironment } from './environment.js';

/** What templates may use before any play runs: names of imported files and roles. */
export function earlyController(files: ControllerFiles, environment: CliEnvironment): TemplateController {
  return {
    directory: environment.directory,
    findFile: () => undefined,
    searchPath: () => [],
    readFile: (path) => files.readBytes(path, true),
    environment: (name) => environment.variables[name],
    now: () => Date.now(),
    remember: (_key, make) => make(),
    findAnswer: () => undefined,
    addSecret: () => undefined,
    decryptVault: (armoured, at) => files.decryptVault(armoured, at),
    warn: (message) => environment.warn(message),
    matchHosts() {
      throw new ProvisionError('E0303', 'the inventory cannot be asked in a name that is needed before the play runs');
    },
  };
}
