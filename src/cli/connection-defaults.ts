import { becomeMethods } from '../become/index.js';
import { ProvisionError } from '../base/errors.js';
import type { Configuration } from '../config/load-configuration.js';
import type { ConnectionDefaults } from '../engine/connection-options.js';
import { becomeDefaults } from './become-defaults.js';
import { findPrivateKey } from './defaults.js';
import type { CliEnvironment } from './environment.js';
import { hostKeyQuestion } from './host-keys.js';
import { positive } from './positive.js';
import type { RunOptions } from './run-options.js';
import { standingPassword } from './standing-password.js';

/** How hosts are reached unless their variables say otherwise. Asks for passwords when the command line says so. */
export async function connectionDefaults(
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
  return {
    plugin: options.connection ?? configuration.transport,
    user: options.user ?? configuration.remoteUser,
    port: configuration.remotePort,
    privateKeyFile: findPrivateKey(options, configuration, environment),
    password,
    hostKeyChecking: options.acceptHostKeys ? 'accept-new' : configuration.hostKeyChecking ? 'yes' : 'no',
    connectTimeout: positive('--timeout', options.timeout) ?? configuration.timeout,
    sshArgs: configuration.sshArgs,
    sshCommonArgs: options.sshCommonArgs ?? configuration.sshCommonArgs,
    sshExtraArgs: options.sshExtraArgs ?? configuration.sshExtraArgs,
    shell: configuration.executable,
    become: options.become ?? configuration.become,
    becomeMethod:
      (options.dialect === 'ansible' ? options.becomeMethod : knownMethod(options.becomeMethod)) ??
      configuration.becomeMethod,
    askedBecomeUser: options.becomeUser,
    becomeUser: configuration.becomeUser,
    becomePassword: becomePassword ?? (asksBecome ? password : undefined),
    becomeExecutable: configuration.becomeExe,
    becomeFlags: configuration.becomeFlags,
    becomeDefaults: becomeDefaults(configuration),
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
