import { numberOption, option, toggle, type Flag } from './flag.js';

/** Flags that several programs share, in the groups that Ansible documents them in. */
export const helpFlags: readonly Flag[] = [toggle('-h, --help', 'help'), toggle('--version', 'version')];

export const verboseFlags: readonly Flag[] = [{ names: ['-v', '--verbose'], key: 'verbose', kind: 'count' }];

export const connectionFlags: readonly Flag[] = [
  option('--private-key, --key-file PRIVATE_KEY_FILE', 'privateKey'),
  option('-u, --user REMOTE_USER', 'user'),
  option('-c, --connection CONNECTION', 'connection'),
  numberOption('-T, --timeout TIMEOUT', 'timeout'),
  option('--ssh-common-args SSH_COMMON_ARGS', 'sshCommonArgs'),
  option('--sftp-extra-args SFTP_EXTRA_ARGS', 'sftpExtraArgs'),
  option('--scp-extra-args SCP_EXTRA_ARGS', 'scpExtraArgs'),
  option('--ssh-extra-args SSH_EXTRA_ARGS', 'sshExtraArgs'),
  toggle('-k, --ask-pass', 'askPass', 'password'),
  option('--connection-password-file, --conn-pass-file CONNECTION_PASSWORD_FILE', 'connectionPasswordFile', 'password'),
];

export const becomeFlags: readonly Flag[] = [
  toggle('-b, --become', 'become'),
  option('--become-method BECOME_METHOD', 'becomeMethod'),
  option('--become-user BECOME_USER', 'becomeUser'),
  toggle('-K, --ask-become-pass', 'askBecomePass', 'becomePassword'),
  option('--become-password-file, --become-pass-file BECOME_PASSWORD_FILE', 'becomePasswordFile', 'becomePassword'),
];

const sourceFlag = option('-i, --inventory, --inventory-file INVENTORY', 'inventory');
const limitFlags: readonly Flag[] = [option('-l, --limit SUBSET', 'limit'), toggle('--flush-cache', 'flushCache')];

export const inventoryFlags: readonly Flag[] = [sourceFlag, ...limitFlags];

export const hostFlags: readonly Flag[] = [sourceFlag, toggle('--list-hosts', 'listHosts'), ...limitFlags];

export const checkFlags: readonly Flag[] = [toggle('-C, --check', 'check'), toggle('-D, --diff', 'diff')];

export const extraVariableFlags: readonly Flag[] = [option('-e, --extra-vars EXTRA_VARS', 'extraVars')];

export const vaultFlags: readonly Flag[] = [
  option('--vault-id VAULT_IDS', 'vaultId'),
  toggle('-J, --ask-vault-password, --ask-vault-pass', 'askVaultPass', 'vaultPassword'),
  option('--vault-password-file, --vault-pass-file VAULT_PASSWORD_FILES', 'vaultPasswordFile', 'vaultPassword'),
];

export const forkFlags: readonly Flag[] = [numberOption('-f, --forks FORKS', 'forks')];

export const moduleFlags: readonly Flag[] = [option('-M, --module-path MODULE_PATH', 'modulePath')];

export const directoryFlags: readonly Flag[] = [option('--playbook-dir BASEDIR', 'playbookDir')];
