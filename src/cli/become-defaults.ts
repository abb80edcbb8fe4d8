import { Secret } from '../base/secret.js';
import type { Configuration } from '../config/load-configuration.js';
import type { BecomeDefaults } from '../engine/connection-options.js';

/** What the configuration says of single become methods. */
export function becomeDefaults(configuration: Configuration): ReadonlyMap<string, BecomeDefaults> {
  const secret = (text: string | undefined): Secret | undefined => (text === undefined ? undefined : new Secret(text));
  return new Map<string, BecomeDefaults>([
    [
      'sudo',
      {
        executable: configuration.sudoExe,
        flags: configuration.sudoFlags,
        user: configuration.sudoUser,
        password: secret(configuration.sudoPassword),
        directory: configuration.sudoChdir,
      },
    ],
    [
      'su',
      {
        executable: configuration.suExe,
        flags: configuration.suFlags,
        user: configuration.suUser,
        password: secret(configuration.suPassword),
        prompts: listed(configuration.suPrompts),
      },
    ],
    [
      'doas',
      {
        executable: configuration.doasExe,
        flags: configuration.doasFlags,
        user: configuration.doasUser,
        password: secret(configuration.doasPassword),
        prompts: listed(configuration.doasPrompts),
      },
    ],
  ]);
}

function listed(words: readonly string[]): readonly string[] | undefined {
  return words.length === 0 ? undefined : words;
}
