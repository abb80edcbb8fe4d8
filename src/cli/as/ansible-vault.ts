import type { VaultCommandFlags } from '../commands/vault.js';
import type { CliEnvironment } from '../environment.js';
import { helpFlags, vaultFlags, verboseFlags } from './common-flags.js';
import { option, toggle, type Arguments, type Flag, type Positional } from './flag.js';
import { pickSwitches, pickValues } from './pick.js';
import type { AnsibleProgram } from './program.js';
import { UsageError } from './usage-error.js';

interface VaultAction {
  readonly flags: readonly Flag[];
  readonly positional: Positional;
  run(words: readonly string[], flags: VaultCommandFlags, environment: CliEnvironment): Promise<void>;
}

const output = option('--output OUTPUT_FILE', 'output');
const encryptId = option('--encrypt-vault-id ENCRYPT_VAULT_ID', 'encryptVaultId');
const files: Positional = { name: 'file_name', count: 'any' };
const file: Positional = { name: 'file_name', count: 'one' };

const actions: ReadonlyMap<string, VaultAction> = new Map<string, VaultAction>([
  [
    'create',
    {
      flags: [encryptId, toggle('--skip-tty-check', 'skipTtyCheck')],
      positional: file,
      run: async ([name = ''], flags, environment) =>
        (await import('../commands/vault-edit.js')).createFile(name, flags, environment),
    },
  ],
  [
    'decrypt',
    {
      flags: [output],
      positional: files,
      run: async (names, flags, environment) =>
        (await import('../commands/vault-files.js')).decryptFiles(names, flags, environment),
    },
  ],
  [
    'edit',
    {
      flags: [encryptId],
      positional: { name: 'file_name', count: 'some' },
      run: async (names, flags, environment) => {
        const { editFile } = await import('../commands/vault-edit.js');
        for (const name of names) await editFile(name, flags, environment);
      },
    },
  ],
  [
    'view',
    {
      flags: [],
      positional: { name: 'file_name', count: 'some' },
      run: async (names, flags, environment) =>
        (await import('../commands/vault-files.js')).viewFiles(names, flags, environment),
    },
  ],
  [
    'encrypt',
    {
      flags: [output, encryptId],
      positional: files,
      run: async (names, flags, environment) =>
        (await import('../commands/vault-files.js')).encryptFiles(names, flags, environment),
    },
  ],
  [
    'encrypt_string',
    {
      flags: [
        output,
        encryptId,
        toggle('-p, --prompt', 'prompt'),
        toggle('--show-input', 'showInput'),
        option('-n, --name ENCRYPT_STRING_NAMES', 'name'),
        option('--stdin-name ENCRYPT_STRING_STDIN_NAME', 'stdinName'),
      ],
      positional: { name: 'string_to_encrypt', count: 'any' },
      run: async (texts, flags, environment) =>
        (await import('../commands/vault-encrypt-string.js')).encryptStrings(texts, flags, environment),
    },
  ],
  [
    'rekey',
    {
      flags: [
        encryptId,
        option('--new-vault-password-file NEW_VAULT_PASSWORD_FILE', 'newVaultPasswordFile', 'newPassword'),
        option('--new-vault-id NEW_VAULT_ID', 'newVaultId', 'newPassword'),
      ],
      positional: { name: 'file_name', count: 'some' },
      run: async (names, flags, environment) =>
        (await import('../commands/vault-files.js')).rekeyFiles(names, flags, environment),
    },
  ],
]);

const ownFlags = [...helpFlags, ...verboseFlags];

/** Makes and changes encrypted files and values. */
export const ansibleVault: AnsibleProgram = {
  name: 'ansible-vault',
  summary: 'encryption/decryption utility for Ansible data files',
  grammarFor,
  async run(given, { program }, environment) {
    const action = actions.get(program.split(' ')[1] ?? '');
    await action?.run(given.positionals, flagsOf(given), environment);
    return 0;
  },
};

/** The first word that is no flag is the action; what stands before it may ask for help or the version. */
function grammarFor(words: readonly string[]): ReturnType<AnsibleProgram['grammarFor']> {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const name = words[at];
  const own = { program: 'ansible-vault', flags: ownFlags, positional: { name: 'action', count: 'one' } } as const;
  if (name === undefined) return { grammar: own, words };
  const action = actions.get(name);
  if (!action) {
    const choices = [...actions.keys()].map((choice) => `'${choice}'`).join(', ');
    throw new UsageError(`argument action: invalid choice: '${name}' (choose from ${choices})`);
  }
  const flags = [...helpFlags, ...vaultFlags, ...verboseFlags, ...action.flags];
  const grammar = { program: `ansible-vault ${name}`, flags, positional: action.positional };
  return { grammar, words: [...words.slice(0, at), ...words.slice(at + 1)] };
}

function flagsOf(given: Arguments): VaultCommandFlags {
  return {
    vaultId: given.all('vaultId'),
    vaultPasswordFile: given.all('vaultPasswordFile'),
    newVaultId: given.all('newVaultId'),
    newVaultPasswordFile: given.all('newVaultPasswordFile'),
    name: given.all('name'),
    ...pickSwitches(given, ['askVaultPass', 'skipTtyCheck', 'prompt', 'showInput']),
    ...pickValues(given, ['encryptVaultId', 'output', 'stdinName']),
  };
}
