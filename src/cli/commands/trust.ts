import type { Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import { interruptible } from '../interrupt.js';
import { addRunOptions } from '../run-options.js';
import type { TrustOptions } from '../trust/trust-hosts.js';

/** `provision trust [PATTERN]`: the keys of hosts, for known_hosts. */
export function trustCommand(program: Command, environment: CliEnvironment): void {
  addRunOptions(program.command('trust'))
    .description('show the host keys of the inventory, and add new ones to known_hosts; with --check only compare')
    .argument('[pattern]', 'hosts or groups', 'all')
    .option('--file <file>', 'the known_hosts file (default: the one that ssh writes)')
    .option('--yes', 'add new keys without asking')
    .option('--hash', 'hash the names of hosts')
    .option('--json', 'as JSON, for programs')
    .action(async (pattern: string, options: TrustOptions) => {
      const { trustHosts } = await import('../trust/trust-hosts.js');
      environment.setExitCode(
        await interruptible(environment, (signal) => trustHosts(pattern, options, { environment, signal })),
      );
    });
}
