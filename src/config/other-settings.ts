/** A setting of Ansible that is known and not obeyed. */
export interface OtherSetting {
  /** `section.key`. */
  readonly ini: string;
  /** Its environment variable; some have none. */
  readonly environment: string | undefined;
  /** What it is when nobody sets it: asking for that asks for nothing. */
  readonly usual: string;
  /** Whether ignoring it changes nothing that a run comes to, so that no warning is owed. */
  readonly isHarmless: boolean;
}

/** About Python, plugins' own working, other programs, and decoration: nothing a run comes to depends on them. */
const harmless = `
  action_warnings ANSIBLE_ACTION_WARNINGS true
  collections_on_ansible_version_mismatch ANSIBLE_COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH warning
  collections_scan_sys_path ANSIBLE_COLLECTIONS_SCAN_SYS_PATH true
  command_warnings ANSIBLE_COMMAND_WARNINGS true
  cow_selection ANSIBLE_COW_SELECTION default
  cowpath ANSIBLE_COW_PATH -
  cowsay_enabled_stencils ANSIBLE_COW_ACCEPTLIST -
  devel_warning ANSIBLE_DEVEL_WARNING true
  display_traceback ANSIBLE_DISPLAY_TRACEBACK never
  docsite_root_url - -
  internal_poll_interval - -
  interpreter_python ANSIBLE_PYTHON_INTERPRETER auto
  jinja2_native ANSIBLE_JINJA2_NATIVE true
  keep_remote_files ANSIBLE_KEEP_REMOTE_FILES false
  local_tmp ANSIBLE_LOCAL_TEMP -
  module_compression - ZIP_DEFLATED
  module_ignore_exts ANSIBLE_MODULE_IGNORE_EXTS -
  module_strict_utf8_response ANSIBLE_MODULE_STRICT_UTF8_RESPONSE true
  network_group_modules ANSIBLE_NETWORK_GROUP_MODULES -
  no_target_syslog ANSIBLE_NO_TARGET_SYSLOG false
  nocows ANSIBLE_NOCOWS false
  old_plugin_cache_clear ANSIBLE_OLD_PLUGIN_CACHE_CLEAR false
  pager ANSIBLE_PAGER less
  pipelining ANSIBLE_PIPELINING false
  python_module_rlimit_nofile ANSIBLE_PYTHON_MODULE_RLIMIT_NOFILE 0
  remote_tmp ANSIBLE_REMOTE_TMP -
  syslog_facility ANSIBLE_SYSLOG_FACILITY LOG_USER
  system_warnings ANSIBLE_SYSTEM_WARNINGS true
  target_log_info ANSIBLE_TARGET_LOG_INFO -
  use_persistent_connections ANSIBLE_USE_PERSISTENT_CONNECTIONS false
  validate_action_group_metadata ANSIBLE_VALIDATE_ACTION_GROUP_METADATA true
  win_async_startup_timeout ANSIBLE_WIN_ASYNC_STARTUP_TIMEOUT 5
  allow_world_readable_tmpfiles ANSIBLE_SHELL_ALLOW_WORLD_READABLE_TEMP false
  admin_users ANSIBLE_ADMIN_USERS -
  common_remote_group ANSIBLE_COMMON_REMOTE_GROUP -
  system_tmpdirs ANSIBLE_SYSTEM_TMPDIRS -
  privilege_escalation.agnostic_become_prompt ANSIBLE_AGNOSTIC_BECOME_PROMPT true
  connection.pipelining - -
  connection.retries - 0
  ssh_connection.pipelining ANSIBLE_SSH_PIPELINING -
  ssh_connection.control_path ANSIBLE_SSH_CONTROL_PATH -
  ssh_connection.control_path_dir ANSIBLE_SSH_CONTROL_PATH_DIR -
  ssh_connection.transfer_method ANSIBLE_SSH_TRANSFER_METHOD smart
  ssh_connection.sftp_batch_mode ANSIBLE_SFTP_BATCH_MODE true
  ssh_connection.sftp_executable ANSIBLE_SFTP_EXECUTABLE sftp
  ssh_connection.scp_executable ANSIBLE_SCP_EXECUTABLE scp
  ssh_connection.scp_if_ssh ANSIBLE_SCP_IF_SSH smart
  ssh_connection.usetty ANSIBLE_SSH_USETTY true
  ssh_connection.verbosity ANSIBLE_SSH_VERBOSITY 0
  selinux.libvirt_lxc_noseclabel ANSIBLE_LIBVIRT_LXC_NOSECLABEL false
  selinux.special_context_filesystems ANSIBLE_SELINUX_SPECIAL_FS -
  inventory.cache ANSIBLE_INVENTORY_CACHE false
  inventory.cache_plugin ANSIBLE_INVENTORY_CACHE_PLUGIN -
  inventory.cache_connection ANSIBLE_INVENTORY_CACHE_CONNECTION -
  inventory.cache_timeout ANSIBLE_INVENTORY_CACHE_TIMEOUT 3600
  colors.console_prompt ANSIBLE_COLOR_CONSOLE_PROMPT white
  colors.doc_constant ANSIBLE_COLOR_DOC_CONSTANT -
  colors.doc_deprecated ANSIBLE_COLOR_DOC_DEPRECATED -
  colors.doc_link ANSIBLE_COLOR_DOC_LINK -
  colors.doc_module ANSIBLE_COLOR_DOC_MODULE -
  colors.doc_plugin ANSIBLE_COLOR_DOC_PLUGIN -
  colors.doc_reference ANSIBLE_COLOR_DOC_REFERENCE -
`;

/** What would change a run if it were obeyed. */
const unsupported = `
  action_plugins ANSIBLE_ACTION_PLUGINS -
  allow_embedded_templates ANSIBLE_ALLOW_EMBEDDED_TEMPLATES true
  allow_unsafe_lookups - false
  async_dir ANSIBLE_ASYNC_DIR ~/.ansible_async
  become_plugins ANSIBLE_BECOME_PLUGINS -
  cache_plugins ANSIBLE_CACHE_PLUGINS -
  callback_plugins ANSIBLE_CALLBACK_PLUGINS -
  cliconf_plugins ANSIBLE_CLICONF_PLUGINS -
  conditional_bare_variables ANSIBLE_CONDITIONAL_BARE_VARS false
  connection_plugins ANSIBLE_CONNECTION_PLUGINS -
  doc_fragment_plugins ANSIBLE_DOC_FRAGMENT_PLUGINS -
  error_on_undefined_vars ANSIBLE_ERROR_ON_UNDEFINED_VARS true
  fact_caching ANSIBLE_CACHE_PLUGIN memory
  fact_caching_connection ANSIBLE_CACHE_PLUGIN_CONNECTION -
  fact_caching_prefix ANSIBLE_CACHE_PLUGIN_PREFIX -
  fact_caching_timeout ANSIBLE_CACHE_PLUGIN_TIMEOUT 86400
  httpapi_plugins ANSIBLE_HTTPAPI_PLUGINS -
  inventory_plugins ANSIBLE_INVENTORY_PLUGINS -
  log_filter ANSIBLE_LOG_FILTER -
  log_verbosity ANSIBLE_LOG_VERBOSITY -
  max_diff_size ANSIBLE_MAX_DIFF_SIZE 104448
  module_utils ANSIBLE_MODULE_UTILS -
  netconf_plugins ANSIBLE_NETCONF_PLUGINS -
  null_representation ANSIBLE_NULL_REPRESENTATION -
  plugin_filters_cfg - -
  poll_interval ANSIBLE_POLL_INTERVAL 15
  strategy_plugins ANSIBLE_STRATEGY_PLUGINS -
  su ANSIBLE_SU false
  task_debugger_ignore_errors ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS true
  terminal_plugins ANSIBLE_TERMINAL_PLUGINS -
  unsafe_writes ANSIBLE_UNSAFE_WRITES false
  vars_plugins ANSIBLE_VARS_PLUGINS -
  vault_identity ANSIBLE_VAULT_IDENTITY default
  connection.ssh_agent ANSIBLE_SSH_AGENT none
  connection.ssh_agent_executable ANSIBLE_SSH_AGENT_EXECUTABLE ssh-agent
  connection.ssh_agent_key_lifetime ANSIBLE_SSH_AGENT_KEY_LIFETIME -
  jinja2.dont_type_filters ANSIBLE_STRING_TYPE_FILTERS -
  privilege_escalation.become_allow_same_user ANSIBLE_BECOME_ALLOW_SAME_USER false
  ssh_connection.ssh_executable ANSIBLE_SSH_EXECUTABLE ssh
  ssh_connection.scp_extra_args ANSIBLE_SCP_EXTRA_ARGS -
  ssh_connection.sftp_extra_args ANSIBLE_SFTP_EXTRA_ARGS -
  ssh_connection.password_mechanism ANSIBLE_SSH_PASSWORD_MECHANISM ssh_askpass
  ssh_connection.pkcs11_provider ANSIBLE_PKCS11_PROVIDER -
  ssh_connection.retries ANSIBLE_SSH_RETRIES 0
`;

/** The settings of Ansible that are not obeyed, by `section.key`. */
export const otherSettings: ReadonlyMap<string, OtherSetting> = new Map(
  [...readTable(harmless, true), ...readTable(unsupported, false)].map((setting) => [setting.ini, setting]),
);

/** Reads lines of a name, an environment variable and a default, with `-` for none. */
function readTable(table: string, isHarmless: boolean): OtherSetting[] {
  const lines = table.trim().split('\n');
  return lines.map((line) => {
    const [name = '', variable = '-', ...usual] = line.trim().split(' ');
    return {
      ini: name.includes('.') ? name : `defaults.${name}`,
      environment: variable === '-' ? undefined : variable,
      usual: usual.join(' ') === '-' ? '' : usual.join(' '),
      isHarmless,
    };
  });
}
