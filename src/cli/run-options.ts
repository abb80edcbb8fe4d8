import { Option, type Command } from 'commander';
import { collect } from './commands/collect.js';
import { addVaultOptions, type VaultFlags } from './commands/vault-options.js';

export type Dialect = 'ansible';

/** How a run is told: for people, for programs, and as Ansible's callbacks do. */
export type OutputFormat = (typeof outputFormats)[number];

export const outputFormats = ['human', 'quiet', 'ansible', 'yaml', 'minimal', 'oneline', 'json', 'ndjson'] as const;

/** The options of a run, as commander collects them. */
export interface RunOptions extends VaultFlags {
  /** Whose defaults hold where nothing is said: `provision as` has Ansible's. */
  readonly dialect?: Dialect;
  readonly inventory?: readonly string[];
  readonly limit?: string;
  readonly extraVars?: readonly string[];
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly forks?: string;
  readonly user?: string;
  readonly become?: boolean;
  readonly becomeUser?: string;
  readonly becomeMethod?: string;
  readonly askBecomePass?: boolean;
  readonly becomePasswordFile?: string;
  readonly askPass?: boolean;
  readonly connectionPasswordFile?: string;
  readonly connection?: string;
  readonly timeout?: string;
  readonly privateKey?: string;
  readonly sshCommonArgs?: string;
  readonly sshExtraArgs?: string;
  readonly sftpExtraArgs?: string;
  readonly scpExtraArgs?: string;
  readonly modulePath?: string;
  readonly playbookDir?: string;
  readonly taskTimeout?: string;
  readonly keep?: string | boolean;
  readonly flushCache?: boolean;
  readonly step?: boolean;
  /** `false` for `--no-look-ahead`. */
  readonly lookAhead?: boolean;
  readonly startAtTask?: string;
  readonly debugOnFail?: boolean;
  /** Only find out what would change, and what only the run can tell. */
  readonly plan?: boolean;
  readonly inventoryFile?: readonly string[];
  readonly acceptHostKeys?: boolean;
  readonly strict?: boolean;
  readonly forceHandlers?: boolean;
  readonly pythonModules?: string;
  readonly output?: OutputFormat;
  readonly tree?: string;
  /** `KIND=FILE`, as often as wanted. */
  readonly report?: readonly string[];
  readonly shard?: string;
  /** `false` for `--no-record`. */
  readonly record?: boolean;
  readonly profile?: boolean;
  readonly profileOutput?: string;
  readonly verbose: number;
}

const count = (_value: string, earlier: number): number => earlier + 1;

/** The options that playbooks and single modules are run with: letters and meaning as in ansible-playbook. */
export function addRunOptions(command: Command): Command {
  command
    .addOption(
      repeatable('-i, --inventory <source>', 'inventory: a path, a directory, a program, or hosts with commas'),
    )
    .addOption(repeatable('--inventory-file <source>', '').hideHelp())
    .option('-l, --limit <pattern>', 'only these hosts; @failed: those that failed in the last run')
    .addOption(repeatable('-e, --extra-vars <vars>', 'variables: k=v, YAML, JSON, or @file'))
    .option('-C, --check', 'change nothing; tell what would change')
    .option('-D, --diff', 'show the differences of files')
    .option('-f, --forks <number>', 'hosts worked on at the same time')
    .option('-u, --user <name>', 'log in as this user')
    .option('-b, --become', 'become another user')
    .option('--become-user <name>', 'become this user (default: root)')
    .option('--become-method <method>', 'sudo, su or doas')
    .option('-K, --ask-become-pass', 'ask for the password to become another user')
    .option('--become-pass-file, --become-password-file <file>', 'read that password from a file or program')
    .option('-k, --ask-pass', 'ask for the connection password')
    .option('--conn-pass-file, --connection-password-file <file>', 'read that password from a file or program')
    .option('-c, --connection <plugin>', 'connection plug-in: ssh or local')
    .option('-T, --timeout <seconds>', 'seconds to connect')
    .option('--key-file, --private-key <file>', 'log in with this key (default: client.pem when it exists)')
    .option('--ssh-common-args <args>', 'options of ssh, such as -o ProxyJump=host')
    .option('--ssh-extra-args <args>', 'more options of ssh')
    .option('-M, --module-path <paths>', 'directories of modules that are no part of provision, with colons between')
    .option('--python-modules <directory>', 'the ansible package whose module_utils Python modules are sent with')
    .option('--accept-host-keys', 'trust the keys of hosts that are not known yet, and remember them')
    .option('--keep <seconds>', 'keep connections for the next run (default: 60 at a terminal)')
    .option('--no-keep', 'keep nothing, use nothing that is kept')
    .option('--no-look-ahead', 'ask hosts for one task at a time, when looking ahead is suspected of a mistake')
    .option('--flush-cache', 'forget the cached facts of all hosts first')
    .option('--shard <slice>', 'work on a slice of the hosts only: 2/5 is the second of five')
    .option('--profile', 'show where the time went, and write a trace for the browser (provision-trace.json)')
    .option('--profile-output <file>', 'the same, with the trace in this file')
    .addOption(
      repeatable(
        '--report <kind=file>',
        'write a report: junit, html, markdown, codequality or ndjson, as in html=run.html',
      ),
    )
    .option('--strict', 'conditions must be booleans, as in ansible-core 2.19')
    .addOption(
      new Option('-v, --verbose', 'also tell of tasks that changed nothing (-vv: of all results)')
        .argParser(count)
        .default(0),
    )
    .addOption(
      new Option('--output <format>', 'human, ndjson, or as Ansible: ansible, yaml, minimal, oneline, json').choices(
        outputFormats,
      ),
    );
  for (const flags of ['--sftp-extra-args <args>', '--scp-extra-args <args>'])
    command.addOption(new Option(flags).hideHelp());
  return addVaultOptions(command);
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, description && `${description} (repeatable)`).argParser(collect);
}
