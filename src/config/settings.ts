import {
  booleanSetting,
  choiceSetting,
  choicesSetting,
  integerSetting,
  listSetting,
  optionalChoiceSetting,
  pathSetting,
  pathsSetting,
  textSetting,
  type Setting,
} from './setting.js';

/** The settings of `ansible.cfg` and the environment that are obeyed, each with Ansible's names and default. */
export const settings = {
  inventory: pathsSetting({ ini: 'inventory', environment: 'ANSIBLE_INVENTORY', separator: ',' }),
  remoteUser: textSetting('remote_user', 'ANSIBLE_REMOTE_USER', undefined),
  remotePort: integerSetting('remote_port', 'ANSIBLE_REMOTE_PORT', undefined),
  privateKeyFile: pathSetting('private_key_file', 'ANSIBLE_PRIVATE_KEY_FILE', undefined),
  forks: integerSetting('forks', 'ANSIBLE_FORKS', undefined),
  timeout: integerSetting('timeout ssh_connection.timeout', 'ANSIBLE_TIMEOUT ANSIBLE_SSH_TIMEOUT', 10),
  transport: textSetting('transport', 'ANSIBLE_TRANSPORT', 'ssh'),
  hostKeyChecking: booleanSetting(
    'host_key_checking ssh_connection.host_key_checking',
    'ANSIBLE_HOST_KEY_CHECKING ANSIBLE_SSH_HOST_KEY_CHECKING',
    true,
  ),
  sshArgs: textSetting('ssh_connection.ssh_args', 'ANSIBLE_SSH_ARGS', undefined),
  sshCommonArgs: textSetting('ssh_connection.ssh_common_args', 'ANSIBLE_SSH_COMMON_ARGS', undefined),
  sshExtraArgs: textSetting('ssh_connection.ssh_extra_args', 'ANSIBLE_SSH_EXTRA_ARGS', undefined),
  sshRetries: integerSetting('ssh_connection.retries connection.retries', 'ANSIBLE_SSH_RETRIES', 0),
  askPass: booleanSetting('ask_pass', 'ANSIBLE_ASK_PASS'),
  connectionPasswordFile: pathSetting('connection_password_file', 'ANSIBLE_CONNECTION_PASSWORD_FILE', undefined),
  become: booleanSetting('privilege_escalation.become', 'ANSIBLE_BECOME'),
  becomeMethod: textSetting('privilege_escalation.become_method', 'ANSIBLE_BECOME_METHOD', 'sudo'),
  becomeUser: textSetting('privilege_escalation.become_user', 'ANSIBLE_BECOME_USER', 'root'),
  becomeExe: textSetting('privilege_escalation.become_exe', 'ANSIBLE_BECOME_EXE', undefined),
  becomeFlags: textSetting('privilege_escalation.become_flags', 'ANSIBLE_BECOME_FLAGS', undefined),
  becomeAskPass: booleanSetting('privilege_escalation.become_ask_pass', 'ANSIBLE_BECOME_ASK_PASS'),
  becomePasswordFile: pathSetting('become_password_file', 'ANSIBLE_BECOME_PASSWORD_FILE', undefined),
  becomeAllowSameUser: booleanSetting('privilege_escalation.become_allow_same_user', 'ANSIBLE_BECOME_ALLOW_SAME_USER'),
  remoteTmp: textSetting('remote_tmp', 'ANSIBLE_REMOTE_TEMP ANSIBLE_REMOTE_TMP', undefined),
  localTmp: pathSetting('local_tmp', 'ANSIBLE_LOCAL_TEMP', undefined),
  rolesPath: pathsSetting({ ini: 'roles_path', environment: 'ANSIBLE_ROLES_PATH', separator: ':' }),
  privateRoleVariables: {
    ...booleanSetting('private_role_vars', 'ANSIBLE_PRIVATE_ROLE_VARS'),
    otherwise: undefined,
  },
  library: pathsSetting({ ini: 'library', environment: 'ANSIBLE_LIBRARY', separator: ':' }),
  moduleUtils: pathsSetting({ ini: 'module_utils', environment: 'ANSIBLE_MODULE_UTILS', separator: ':' }),
  collectionsPath: pathsSetting({
    ini: 'collections_path collections_paths',
    environment: 'ANSIBLE_COLLECTIONS_PATH ANSIBLE_COLLECTIONS_PATHS',
    separator: ':',
  }),
  playbookDirectory: pathSetting('playbook_dir', 'ANSIBLE_PLAYBOOK_DIR', undefined),
  gathering: choiceSetting('gathering', 'ANSIBLE_GATHERING', ['implicit', 'explicit', 'smart']),
  injectFactsAsVars: booleanSetting('inject_facts_as_vars', 'ANSIBLE_INJECT_FACT_VARS', true),
  hashBehaviour: choiceSetting('hash_behaviour', 'ANSIBLE_HASH_BEHAVIOUR', ['replace', 'merge']),
  duplicateDictKey: choiceSetting('duplicate_dict_key', 'ANSIBLE_DUPLICATE_YAML_DICT_KEY', ['warn', 'error', 'ignore']),
  anyErrorsFatal: booleanSetting('any_errors_fatal', 'ANSIBLE_ANY_ERRORS_FATAL'),
  forceHandlers: booleanSetting('force_handlers', 'ANSIBLE_FORCE_HANDLERS'),
  errorOnMissingHandler: booleanSetting('error_on_missing_handler', 'ANSIBLE_ERROR_ON_MISSING_HANDLER', true),
  executable: textSetting('executable', 'ANSIBLE_EXECUTABLE', '/bin/sh'),
  home: pathSetting('home', 'ANSIBLE_HOME', undefined),
  moduleArgs: textSetting('module_args', 'ANSIBLE_MODULE_ARGS', undefined),
  noLog: booleanSetting('no_log', 'ANSIBLE_NO_LOG'),
  taskTimeout: integerSetting('task_timeout', 'ANSIBLE_TASK_TIMEOUT', 0),
  strategy: textSetting('strategy', 'ANSIBLE_STRATEGY', 'linear'),
  defaultModule: textSetting('module_name', '', 'command'),
  ansibleManaged: textSetting('ansible_managed', '', 'Ansible managed'),
  diffAlways: booleanSetting('diff.always', 'ANSIBLE_DIFF_ALWAYS'),
  diffContext: integerSetting('diff.context', 'ANSIBLE_DIFF_CONTEXT', 3),
  stdoutCallback: textSetting('stdout_callback', 'ANSIBLE_STDOUT_CALLBACK', undefined),
  displaySkippedHosts: booleanSetting('display_skipped_hosts', 'ANSIBLE_DISPLAY_SKIPPED_HOSTS', true),
  displayOkHosts: booleanSetting('display_ok_hosts', 'ANSIBLE_DISPLAY_OK_HOSTS', true),
  displayFailedStderr: booleanSetting('display_failed_stderr', 'ANSIBLE_DISPLAY_FAILED_STDERR'),
  displayArgsToStdout: booleanSetting('display_args_to_stdout', 'ANSIBLE_DISPLAY_ARGS_TO_STDOUT'),
  showPerHostStart: booleanSetting('show_per_host_start', 'ANSIBLE_SHOW_PER_HOST_START'),
  showCustomStats: booleanSetting('show_custom_stats', 'ANSIBLE_SHOW_CUSTOM_STATS'),
  checkModeMarkers: booleanSetting('check_mode_markers', 'ANSIBLE_CHECK_MODE_MARKERS'),
  showTaskPathOnFailure: booleanSetting('show_task_path_on_failure', 'ANSIBLE_SHOW_TASK_PATH_ON_FAILURE'),
  resultFormat: choiceSetting('callback_result_format', 'ANSIBLE_CALLBACK_RESULT_FORMAT', ['json', 'yaml']),
  resultPretty: textSetting('callback_format_pretty', 'ANSIBLE_CALLBACK_FORMAT_PRETTY', undefined),
  resultIndentation: integerSetting('callback_result_indentation', 'ANSIBLE_CALLBACK_RESULT_INDENTATION', 4),
  noColor: booleanSetting('nocolor', 'ANSIBLE_NOCOLOR NO_COLOR'),
  forceColor: booleanSetting('force_color', 'ANSIBLE_FORCE_COLOR'),
  verbosity: integerSetting('verbosity', 'ANSIBLE_VERBOSITY', 0),
  logPath: pathSetting('log_path', 'ANSIBLE_LOG_PATH', undefined),
  retryFilesEnabled: booleanSetting('retry_files_enabled', 'ANSIBLE_RETRY_FILES_ENABLED'),
  retryFilesSavePath: pathSetting('retry_files_save_path', 'ANSIBLE_RETRY_FILES_SAVE_PATH', undefined),
  runTags: listSetting('tags.run', 'ANSIBLE_RUN_TAGS'),
  skipTags: listSetting('tags.skip', 'ANSIBLE_SKIP_TAGS'),
  askVaultPass: booleanSetting('ask_vault_pass', 'ANSIBLE_ASK_VAULT_PASS'),
  vaultPasswordFile: pathSetting('vault_password_file', 'ANSIBLE_VAULT_PASSWORD_FILE', undefined),
  vaultIdentityList: listSetting('vault_identity_list', 'ANSIBLE_VAULT_IDENTITY_LIST'),
  vaultIdMatch: booleanSetting('vault_id_match', 'ANSIBLE_VAULT_ID_MATCH'),
  vaultEncryptIdentity: textSetting('vault_encrypt_identity', 'ANSIBLE_VAULT_ENCRYPT_IDENTITY', undefined),
  vaultEncryptSalt: textSetting('vault_encrypt_salt', 'ANSIBLE_VAULT_ENCRYPT_SALT', undefined),
  editor: textSetting('editor', 'ANSIBLE_EDITOR EDITOR', 'vi'),
  inventoryIgnoreExtensions: listSetting(
    'inventory.ignore_extensions inventory_ignore_extensions',
    'ANSIBLE_INVENTORY_IGNORE',
    ['.pyc', '.pyo', '.swp', '.bak', '~', '.rpm', '.md', '.txt', '.rst', '.orig', '.cfg', '.retry'],
  ),
  inventoryIgnorePatterns: listSetting(
    'inventory.ignore_patterns inventory_ignore_patterns',
    'ANSIBLE_INVENTORY_IGNORE_REGEX',
  ),
  inventoryUnparsedFailed: booleanSetting('inventory.unparsed_is_failed', 'ANSIBLE_INVENTORY_UNPARSED_FAILED'),
  inventoryAnyUnparsedFailed: booleanSetting(
    'inventory.any_unparsed_is_failed',
    'ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED',
  ),
  localhostWarning: booleanSetting('localhost_warning', 'ANSIBLE_LOCALHOST_WARNING', true),
  inventoryUnparsedWarning: booleanSetting(
    'inventory.inventory_unparsed_warning',
    'ANSIBLE_INVENTORY_UNPARSED_WARNING',
    true,
  ),
  inventoryUseExtraVars: booleanSetting('inventory_plugins.use_extra_vars', 'ANSIBLE_INVENTORY_USE_EXTRA_VARS'),
  inventoryProgramErrors: booleanSetting(
    'inventory_plugin_script.always_show_stderr',
    'ANSIBLE_INVENTORY_PLUGIN_SCRIPT_STDERR',
    true,
  ),
  groupNames: optionalChoiceSetting('force_valid_group_names', 'ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS', [
    'always',
    'never',
    'ignore',
    'silently',
  ]),
  deprecationWarnings: booleanSetting('deprecation_warnings', 'ANSIBLE_DEPRECATION_WARNINGS', true),
  variablePrecedence: choicesSetting('precedence', 'ANSIBLE_PRECEDENCE', [
    'all_inventory',
    'groups_inventory',
    'all_plugins_inventory',
    'all_plugins_play',
    'groups_plugins_inventory',
    'groups_plugins_play',
  ]),
  variablePlugins: listSetting('vars_plugins_enabled', 'ANSIBLE_VARS_ENABLED', ['host_group_vars']),
  inventoryExport: booleanSetting('inventory.export', 'ANSIBLE_INVENTORY_EXPORT'),
  inventoryEnabled: listSetting('inventory.enable_plugins', 'ANSIBLE_INVENTORY_ENABLED', [
    'host_list',
    'script',
    'auto',
    'yaml',
    'ini',
    'toml',
  ]),
  hostPatternMismatch: choiceSetting('inventory.host_pattern_mismatch', 'ANSIBLE_HOST_PATTERN_MISMATCH', [
    'warning',
    'error',
    'ignore',
  ]),
  yamlExtensions: listSetting('yaml_valid_extensions', 'ANSIBLE_YAML_FILENAME_EXT', ['.yml', '.yaml', '.json']),
} satisfies Readonly<Record<string, Setting<unknown>>>;

/** The value of each setting. */
export type Settings = {
  readonly [K in keyof typeof settings]:
    Exclude<ReturnType<(typeof settings)[K]['read']>, undefined> | (typeof settings)[K]['otherwise'];
};

export type SettingName = keyof typeof settings;

/**
 * Settings of Ansible that mean nothing here, or are not obeyed: `true` for those that change nothing when ignored, so
 * that no warning is owed.
 */
export const otherSettings: ReadonlyMap<string, boolean> = new Map([
  ...harmless(
    'defaults.pipelining connection.pipelining ssh_connection.pipelining ssh_connection.control_path ssh_connection.control_path_dir',
    'ssh_connection.transfer_method ssh_connection.sftp_batch_mode ssh_connection.scp_if_ssh ssh_connection.usetty ssh_connection.verbosity',
    'defaults.interpreter_python defaults.system_warnings defaults.action_warnings',
    'defaults.nocows defaults.cow_selection defaults.command_warnings defaults.jinja2_native defaults.keep_remote_files defaults.debug',
    'defaults.poll_interval defaults.internal_poll_interval defaults.callback_whitelist defaults.callbacks_enabled defaults.bin_ansible_callbacks',
    'defaults.fact_caching defaults.fact_caching_connection defaults.fact_caching_prefix defaults.fact_caching_timeout',
    'defaults.max_diff_size defaults.verbose_to_stderr defaults.display_traceback defaults.pager',
    'defaults.allow_world_readable_tmpfiles inventory.cache inventory.cache_plugin inventory.cache_connection inventory.cache_timeout',
    'defaults.gather_timeout defaults.gather_subset connection.ssh_agent defaults.use_persistent_connections',
  ),
  ...unsupported(
    'defaults.jinja2_extensions defaults.library defaults.module_utils defaults.null_representation',
    'defaults.error_on_undefined_vars defaults.enable_task_debugger defaults.facts_modules defaults.invalid_task_attribute_failed defaults.allow_broken_conditionals',
    'defaults.playbook_vars_root defaults.run_vars_plugins defaults.vault_identity',
    'defaults.filter_plugins defaults.lookup_plugins defaults.callback_plugins defaults.inventory_plugins defaults.connection_plugins defaults.action_plugins',
    'defaults.strategy_plugins defaults.test_plugins defaults.vars_plugins defaults.cache_plugins defaults.become_plugins defaults.terminal_plugins defaults.doc_fragment_plugins',
    'defaults.conditional_bare_variables jinja2.dont_type_filters defaults.async_dir defaults.system_tmpdirs defaults.unsafe_writes',
    'ssh_connection.ssh_executable ssh_connection.scp_executable ssh_connection.sftp_executable ssh_connection.scp_extra_args ssh_connection.sftp_extra_args',
    'ssh_connection.password_mechanism ssh_connection.pkcs11_provider',
  ),
]);

function harmless(...lines: readonly string[]): (readonly [string, boolean])[] {
  return lines.flatMap((line) => line.split(' ')).map((name) => [name, true]);
}

function unsupported(...lines: readonly string[]): (readonly [string, boolean])[] {
  return lines.flatMap((line) => line.split(' ')).map((name) => [name, false]);
}
