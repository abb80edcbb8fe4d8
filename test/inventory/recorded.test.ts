import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { inventoryCommand } from '../../src/cli/commands/inventory.js';
import { runAnsibleProgram } from '../../src/cli/as/run-ansible-program.js';
import { loadInventory } from '../../src/inventory/load-inventory.js';
import { VaultKeyring } from '../../src/vault/keyring.js';
import { memoryEnvironment } from './memory-environment.js';

interface Listing {
  readonly args: readonly string[];
  readonly stdout: string;
  readonly exitCode: number;
}

interface Recorded {
  readonly listings: readonly Listing[];
  readonly plugins: readonly (Listing & { readonly warnings: readonly string[] })[];
  readonly patterns: readonly { readonly pattern: string; readonly hosts: readonly string[] }[];
}

const directory = fileURLToPath(new URL('cases', import.meta.url));
const recorded = JSON.parse(readFileSync(join(directory, '../recorded.json'), 'utf8')) as Recorded;

describe('inventory prints what ansible-inventory prints', () => {
  test.each(recorded.listings.map((listing) => [listing.args.join(' '), listing] as const))(
    '%s',
    async (_name, { args, stdout, exitCode }) => {
      const environment = memoryEnvironment(directory);
      const program = new Command('provision').exitOverride();
      inventoryCommand(program, environment);
      await program.parseAsync(['inventory', ...args], { from: 'user' });
      expect(environment.output()).toBe(stdout);
      expect(environment.exitCodes.at(-1) ?? 0).toBe(exitCode);
    },
  );
});

describe('as ansible-inventory it reads, and fails to read, what ansible-inventory does', () => {
  test.each(recorded.plugins.map((listing) => [listing.args.join(' '), listing] as const))(
    '%s',
    async (_name, { args, stdout, exitCode, warnings }) => {
      const environment = memoryEnvironment(directory);
      expect(await runAnsibleProgram('ansible-inventory', args, environment)).toBe(exitCode);
      expect(environment.output()).toBe(stdout);
      expect(environment.notes.map((note) => note.replaceAll(directory, '').replace(/( plugin):[^]*/, '$1'))).toEqual(
        warnings,
      );
    },
  );
});

describe('host patterns give the hosts that Ansible gives, in its order', () => {
  test.each(recorded.patterns.map(({ pattern, hosts }) => [pattern, hosts] as const))('%s', async (pattern, hosts) => {
    const inventory = await loadInventory(['tree/hosts'], {
      directory,
      keyring: new VaultKeyring([]),
      warn: () => undefined,
    });
    expect(inventory.match(pattern)).toEqual(hosts);
  });
});
