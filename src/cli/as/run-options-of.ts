import type { RunOptions } from '../run-options.js';
import type { Arguments } from './flag.js';
import { UsageError } from './usage-error.js';
import { pickSwitches, pickValues } from './pick.js';

/** The options of a run that Ansible's flags stand for; `dialect` tells what is left to Ansible's own defaults. */
export function runOptionsOf(given: Arguments): RunOptions {
  const forks = given.last('forks');
  if (forks !== undefined && Number(forks) < 1) throw new UsageError('The number of processes (--forks) must be >= 1');
  return {
    dialect: 'ansible',
    strict: true,
    verbose: given.count('verbose'),
    ...pickSwitches(given, switches),
    ...pickValues(given, values),
    inventory: given.all('inventory'),
    extraVars: given.all('extraVars'),
    vaultId: given.all('vaultId'),
    vaultPasswordFile: given.all('vaultPasswordFile'),
  };
}

const switches = [
  'check',
  'diff',
  'become',
  'askBecomePass',
  'askPass',
  'askVaultPass',
  'forceHandlers',
  'flushCache',
  'step',
] as const;

const values = [
  'limit',
  'forks',
  'user',
  'becomeUser',
  'becomeMethod',
  'becomePasswordFile',
  'connectionPasswordFile',
  'connection',
  'timeout',
  'privateKey',
  'sshCommonArgs',
  'sshExtraArgs',
  'sftpExtraArgs',
  'scpExtraArgs',
  'modulePath',
  'startAtTask',
  'playbookDir',
  'taskTimeout',
] as const;
