/**
 * Every setting that Ansible documents, for who asks for its value, whether it is obeyed here or not. A line holds its
 * name, type, default as JSON, environment variables, places of ansible.cfg, and variables.
 */
export const settingsTable = `
  ACTION_WARNINGS | boolean | true | ANSIBLE_ACTION_WARNINGS | defaults.action_warnings
  AGNOSTIC_BECOME_PROMPT | boolean | true | ANSIBLE_AGNOSTIC_BECOME_PROMPT | privilege_escalation.agnostic_become_prompt
  ALLOW_BROKEN_CONDITIONALS | boolean | false | ANSIBLE_ALLOW_BROKEN_CONDITIONALS | defaults.allow_broken_conditionals
  ALLOW_EMBEDDED_TEMPLATES | boolean | true | ANSIBLE_ALLOW_EMBEDDED_TEMPLATES | defaults.allow_embedded_templates
  ANSIBLE_CONNECTION_PATH | path |  | ANSIBLE_CONNECTION_PATH | persistent_connection.ansible_connection_path
  ANSIBLE_COW_ACCEPTLIST | list | ["bud-frogs", "bunny", "cheese", "daemon", "default", "dragon", "elephant-in-snake", "elephant", "eyes", "hellokitty", "kitty", "luke-koala", "meow", "milk", "moofasa", "moose", "ren", "sheep", "small", "stegosaurus", "stimpy", "supermilker", "three-eyes", "turkey", "turtle", "tux", "udder", "vader-koala", "vader", "www"] | ANSIBLE_COW_ACCEPTLIST | defaults.cowsay_enabled_stencils
  ANSIBLE_COW_PATH | str |  | ANSIBLE_COW_PATH | defaults.cowpath
  ANSIBLE_COW_SELECTION |  | "default" | ANSIBLE_COW_SELECTION | defaults.cow_selection
  ANSIBLE_FORCE_COLOR | boolean | false | ANSIBLE_FORCE_COLOR | defaults.force_color
  ANSIBLE_HOME | path | "~/.ansible" | ANSIBLE_HOME | defaults.home
  ANSIBLE_NOCOLOR | boolean | false | ANSIBLE_NOCOLOR,NO_COLOR | defaults.nocolor
  ANSIBLE_NOCOWS | boolean | false | ANSIBLE_NOCOWS | defaults.nocows
  ANSIBLE_PIPELINING | boolean | false | ANSIBLE_PIPELINING | defaults.pipelining,connection.pipelining
  ANY_ERRORS_FATAL | boolean | false | ANSIBLE_ANY_ERRORS_FATAL | defaults.any_errors_fatal
  BECOME_ALLOW_SAME_USER | boolean | false | ANSIBLE_BECOME_ALLOW_SAME_USER | privilege_escalation.become_allow_same_user
  BECOME_PASSWORD_FILE | path |  | ANSIBLE_BECOME_PASSWORD_FILE | defaults.become_password_file
  BECOME_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/become:/usr/share/ansible/plugins/become" | ANSIBLE_BECOME_PLUGINS | defaults.become_plugins
  CACHE_PLUGIN |  | "memory" | ANSIBLE_CACHE_PLUGIN | defaults.fact_caching
  CACHE_PLUGIN_CONNECTION |  |  | ANSIBLE_CACHE_PLUGIN_CONNECTION | defaults.fact_caching_connection
  CACHE_PLUGIN_PREFIX |  | "ansible_facts" | ANSIBLE_CACHE_PLUGIN_PREFIX | defaults.fact_caching_prefix
  CACHE_PLUGIN_TIMEOUT | integer | 86400 | ANSIBLE_CACHE_PLUGIN_TIMEOUT | defaults.fact_caching_timeout
  CALLBACKS_ENABLED | list | [] | ANSIBLE_CALLBACKS_ENABLED | defaults.callbacks_enabled
  COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH |  | "warning" | ANSIBLE_COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH | defaults.collections_on_ansible_version_mismatch
  COLLECTIONS_PATHS | pathspec | "{{ANSIBLE_HOME}}/collections:/usr/share/ansible/collections" | ANSIBLE_COLLECTIONS_PATH | defaults.collections_path
  COLLECTIONS_SCAN_SYS_PATH | boolean | true | ANSIBLE_COLLECTIONS_SCAN_SYS_PATH | defaults.collections_scan_sys_path
  COLOR_CHANGED |  | "yellow" | ANSIBLE_COLOR_CHANGED | colors.changed
  COLOR_CONSOLE_PROMPT |  | "white" | ANSIBLE_COLOR_CONSOLE_PROMPT | colors.console_prompt
  COLOR_DEBUG |  | "dark gray" | ANSIBLE_COLOR_DEBUG | colors.debug
  COLOR_DEPRECATE |  | "purple" | ANSIBLE_COLOR_DEPRECATE | colors.deprecate
  COLOR_DIFF_ADD |  | "green" | ANSIBLE_COLOR_DIFF_ADD | colors.diff_add
  COLOR_DIFF_LINES |  | "cyan" | ANSIBLE_COLOR_DIFF_LINES | colors.diff_lines
  COLOR_DIFF_REMOVE |  | "red" | ANSIBLE_COLOR_DIFF_REMOVE | colors.diff_remove
  COLOR_DOC_CONSTANT |  | "dark gray" | ANSIBLE_COLOR_DOC_CONSTANT | colors.doc_constant
  COLOR_DOC_DEPRECATED |  | "magenta" | ANSIBLE_COLOR_DOC_DEPRECATED | colors.doc_deprecated
  COLOR_DOC_LINK |  | "cyan" | ANSIBLE_COLOR_DOC_LINK | colors.doc_link
  COLOR_DOC_MODULE |  | "yellow" | ANSIBLE_COLOR_DOC_MODULE | colors.doc_module
  COLOR_DOC_PLUGIN |  | "yellow" | ANSIBLE_COLOR_DOC_PLUGIN | colors.doc_plugin
  COLOR_DOC_REFERENCE |  | "magenta" | ANSIBLE_COLOR_DOC_REFERENCE | colors.doc_reference
  COLOR_ERROR |  | "red" | ANSIBLE_COLOR_ERROR | colors.error
  COLOR_HIGHLIGHT |  | "white" | ANSIBLE_COLOR_HIGHLIGHT | colors.highlight
  COLOR_INCLUDED |  | "cyan" | ANSIBLE_COLOR_INCLUDED | colors.included
  COLOR_OK |  | "green" | ANSIBLE_COLOR_OK | colors.ok
  COLOR_SKIP |  | "cyan" | ANSIBLE_COLOR_SKIP | colors.skip
  COLOR_UNREACHABLE |  | "bright red" | ANSIBLE_COLOR_UNREACHABLE | colors.unreachable
  COLOR_VERBOSE |  | "blue" | ANSIBLE_COLOR_VERBOSE | colors.verbose
  COLOR_WARN |  | "bright purple" | ANSIBLE_COLOR_WARN | colors.warn
  CONFIG_FILE | path
  CONNECTION_FACTS_MODULES | dict | {"arista.eos.eos": "arista.eos.eos_facts", "asa": "ansible.legacy.asa_facts", "cisco.asa.asa": "cisco.asa.asa_facts", "cisco.ios.ios": "cisco.ios.ios_facts", "cisco.iosxr.iosxr": "cisco.iosxr.iosxr_facts", "cisco.nxos.nxos": "cisco.nxos.nxos_facts", "community.network.ironware": "community.network.ironware_facts", "eos": "ansible.legacy.eos_facts", "exos": "ansible.legacy.exos_facts", "extreme.exos.exos": "extreme.exos.exos_facts", "extreme.slxos.slxos": "extreme.slxos.slxos_facts", "extreme.voss.voss": "extreme.voss.voss_facts", "frr": "ansible.legacy.frr_facts", "frr.frr.frr": "frr.frr.frr_facts", "ios": "ansible.legacy.ios_facts", "iosxr": "ansible.legacy.iosxr_facts", "ironware": "ansible.legacy.ironware_facts", "junipernetworks.junos.junos": "junipernetworks.junos.junos_facts", "junos": "ansible.legacy.junos_facts", "nxos": "ansible.legacy.nxos_facts", "slxos": "ansible.legacy.slxos_facts", "voss": "ansible.legacy.voss_facts", "vyos": "ansible.legacy.vyos_facts", "vyos.vyos.vyos": "vyos.vyos.vyos_facts"}
  CONNECTION_PASSWORD_FILE | path |  | ANSIBLE_CONNECTION_PASSWORD_FILE | defaults.connection_password_file
  COVERAGE_REMOTE_OUTPUT | str |  | _ANSIBLE_COVERAGE_REMOTE_OUTPUT |  | _ansible_coverage_remote_output
  COVERAGE_REMOTE_PATHS | str | "*" | _ANSIBLE_COVERAGE_REMOTE_PATH_FILTER
  DEFAULT_ACTION_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/action:/usr/share/ansible/plugins/action" | ANSIBLE_ACTION_PLUGINS | defaults.action_plugins
  DEFAULT_ALLOW_UNSAFE_LOOKUPS | boolean | false |  | defaults.allow_unsafe_lookups
  DEFAULT_ASK_PASS | boolean | false | ANSIBLE_ASK_PASS | defaults.ask_pass
  DEFAULT_ASK_VAULT_PASS | boolean | false | ANSIBLE_ASK_VAULT_PASS | defaults.ask_vault_pass
  DEFAULT_BECOME | boolean | false | ANSIBLE_BECOME | privilege_escalation.become
  DEFAULT_BECOME_ASK_PASS | boolean | false | ANSIBLE_BECOME_ASK_PASS | privilege_escalation.become_ask_pass
  DEFAULT_BECOME_EXE |  |  | ANSIBLE_BECOME_EXE | privilege_escalation.become_exe
  DEFAULT_BECOME_FLAGS |  | "" | ANSIBLE_BECOME_FLAGS | privilege_escalation.become_flags
  DEFAULT_BECOME_METHOD |  | "sudo" | ANSIBLE_BECOME_METHOD | privilege_escalation.become_method
  DEFAULT_BECOME_USER |  | "root" | ANSIBLE_BECOME_USER | privilege_escalation.become_user
  DEFAULT_CACHE_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/cache:/usr/share/ansible/plugins/cache" | ANSIBLE_CACHE_PLUGINS | defaults.cache_plugins
  DEFAULT_CALLBACK_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/callback:/usr/share/ansible/plugins/callback" | ANSIBLE_CALLBACK_PLUGINS | defaults.callback_plugins
  DEFAULT_CLICONF_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/cliconf:/usr/share/ansible/plugins/cliconf" | ANSIBLE_CLICONF_PLUGINS | defaults.cliconf_plugins
  DEFAULT_CONNECTION_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/connection:/usr/share/ansible/plugins/connection" | ANSIBLE_CONNECTION_PLUGINS | defaults.connection_plugins
  DEFAULT_DEBUG | boolean | false | ANSIBLE_DEBUG | defaults.debug
  DEFAULT_EXECUTABLE |  | "/bin/sh" | ANSIBLE_EXECUTABLE | defaults.executable
  DEFAULT_FILTER_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/filter:/usr/share/ansible/plugins/filter" | ANSIBLE_FILTER_PLUGINS | defaults.filter_plugins
  DEFAULT_FORCE_HANDLERS | boolean | false | ANSIBLE_FORCE_HANDLERS | defaults.force_handlers
  DEFAULT_FORKS | integer | 5 | ANSIBLE_FORKS | defaults.forks
  DEFAULT_GATHERING |  | "implicit" | ANSIBLE_GATHERING | defaults.gathering
  DEFAULT_HASH_BEHAVIOUR | str | "replace" | ANSIBLE_HASH_BEHAVIOUR | defaults.hash_behaviour
  DEFAULT_HOST_LIST | pathlist | ["/etc/ansible/hosts"] | ANSIBLE_INVENTORY | defaults.inventory
  DEFAULT_HTTPAPI_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/httpapi:/usr/share/ansible/plugins/httpapi" | ANSIBLE_HTTPAPI_PLUGINS | defaults.httpapi_plugins
  DEFAULT_INTERNAL_POLL_INTERVAL | float | 0.001 |  | defaults.internal_poll_interval
  DEFAULT_INVENTORY_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/inventory:/usr/share/ansible/plugins/inventory" | ANSIBLE_INVENTORY_PLUGINS | defaults.inventory_plugins
  DEFAULT_JINJA2_EXTENSIONS | list | [] | ANSIBLE_JINJA2_EXTENSIONS | defaults.jinja2_extensions
  DEFAULT_JINJA2_NATIVE | boolean | true | ANSIBLE_JINJA2_NATIVE | defaults.jinja2_native
  DEFAULT_KEEP_REMOTE_FILES | boolean | false | ANSIBLE_KEEP_REMOTE_FILES | defaults.keep_remote_files
  DEFAULT_LIBVIRT_LXC_NOSECLABEL | boolean | false | ANSIBLE_LIBVIRT_LXC_NOSECLABEL | selinux.libvirt_lxc_noseclabel
  DEFAULT_LOAD_CALLBACK_PLUGINS | boolean | false | ANSIBLE_LOAD_CALLBACK_PLUGINS | defaults.bin_ansible_callbacks
  DEFAULT_LOCAL_TMP | tmppath | "{{ANSIBLE_HOME}}/tmp" | ANSIBLE_LOCAL_TEMP | defaults.local_tmp
  DEFAULT_LOG_FILTER | list | [] | ANSIBLE_LOG_FILTER | defaults.log_filter
  DEFAULT_LOG_PATH | path |  | ANSIBLE_LOG_PATH | defaults.log_path
  DEFAULT_LOOKUP_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/lookup:/usr/share/ansible/plugins/lookup" | ANSIBLE_LOOKUP_PLUGINS | defaults.lookup_plugins
  DEFAULT_MANAGED_STR |  | "Ansible managed" |  | defaults.ansible_managed
  DEFAULT_MODULE_ARGS |  |  | ANSIBLE_MODULE_ARGS | defaults.module_args
  DEFAULT_MODULE_COMPRESSION |  | "ZIP_DEFLATED" |  | defaults.module_compression | ansible_module_compression
  DEFAULT_MODULE_NAME |  | "command" |  | defaults.module_name
  DEFAULT_MODULE_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/modules:/usr/share/ansible/plugins/modules" | ANSIBLE_LIBRARY | defaults.library
  DEFAULT_MODULE_UTILS_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/module_utils:/usr/share/ansible/plugins/module_utils" | ANSIBLE_MODULE_UTILS | defaults.module_utils
  DEFAULT_NETCONF_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/netconf:/usr/share/ansible/plugins/netconf" | ANSIBLE_NETCONF_PLUGINS | defaults.netconf_plugins
  DEFAULT_NO_LOG | boolean | false | ANSIBLE_NO_LOG | defaults.no_log
  DEFAULT_NO_TARGET_SYSLOG | boolean | false | ANSIBLE_NO_TARGET_SYSLOG | defaults.no_target_syslog | ansible_no_target_syslog
  DEFAULT_NULL_REPRESENTATION | raw |  | ANSIBLE_NULL_REPRESENTATION | defaults.null_representation
  DEFAULT_POLL_INTERVAL | integer | 15 | ANSIBLE_POLL_INTERVAL | defaults.poll_interval
  DEFAULT_PRIVATE_KEY_FILE | path |  | ANSIBLE_PRIVATE_KEY_FILE | defaults.private_key_file
  DEFAULT_PRIVATE_ROLE_VARS | boolean | false | ANSIBLE_PRIVATE_ROLE_VARS | defaults.private_role_vars
  DEFAULT_REMOTE_PORT | integer |  | ANSIBLE_REMOTE_PORT | defaults.remote_port
  DEFAULT_REMOTE_USER |  |  | ANSIBLE_REMOTE_USER | defaults.remote_user
  DEFAULT_ROLES_PATH | pathspec | "{{ANSIBLE_HOME}}/roles:/usr/share/ansible/roles:/etc/ansible/roles" | ANSIBLE_ROLES_PATH | defaults.roles_path
  DEFAULT_SELINUX_SPECIAL_FS | list | ["fuse", "nfs", "vboxsf", "ramfs", "9p", "vfat"] | ANSIBLE_SELINUX_SPECIAL_FS | selinux.special_context_filesystems
  DEFAULT_STDOUT_CALLBACK |  | "default" | ANSIBLE_STDOUT_CALLBACK | defaults.stdout_callback
  DEFAULT_STRATEGY |  | "linear" | ANSIBLE_STRATEGY | defaults.strategy
  DEFAULT_STRATEGY_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/strategy:/usr/share/ansible/plugins/strategy" | ANSIBLE_STRATEGY_PLUGINS | defaults.strategy_plugins
  DEFAULT_SU | boolean | false | ANSIBLE_SU | defaults.su
  DEFAULT_SYSLOG_FACILITY |  | "LOG_USER" | ANSIBLE_SYSLOG_FACILITY | defaults.syslog_facility
  DEFAULT_TERMINAL_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/terminal:/usr/share/ansible/plugins/terminal" | ANSIBLE_TERMINAL_PLUGINS | defaults.terminal_plugins
  DEFAULT_TEST_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/test:/usr/share/ansible/plugins/test" | ANSIBLE_TEST_PLUGINS | defaults.test_plugins
  DEFAULT_TIMEOUT | integer | 10 | ANSIBLE_TIMEOUT | defaults.timeout
  DEFAULT_TRANSPORT |  | "ssh" | ANSIBLE_TRANSPORT | defaults.transport
  DEFAULT_UNDEFINED_VAR_BEHAVIOR | boolean | true | ANSIBLE_ERROR_ON_UNDEFINED_VARS | defaults.error_on_undefined_vars
  DEFAULT_VARS_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/vars:/usr/share/ansible/plugins/vars" | ANSIBLE_VARS_PLUGINS | defaults.vars_plugins
  DEFAULT_VAULT_ENCRYPT_IDENTITY |  |  | ANSIBLE_VAULT_ENCRYPT_IDENTITY | defaults.vault_encrypt_identity
  DEFAULT_VAULT_IDENTITY |  | "default" | ANSIBLE_VAULT_IDENTITY | defaults.vault_identity
  DEFAULT_VAULT_IDENTITY_LIST | list | [] | ANSIBLE_VAULT_IDENTITY_LIST | defaults.vault_identity_list
  DEFAULT_VAULT_ID_MATCH |  | false | ANSIBLE_VAULT_ID_MATCH | defaults.vault_id_match
  DEFAULT_VAULT_PASSWORD_FILE | path |  | ANSIBLE_VAULT_PASSWORD_FILE | defaults.vault_password_file
  DEFAULT_VERBOSITY | integer | 0 | ANSIBLE_VERBOSITY | defaults.verbosity
  DEPRECATION_WARNINGS | boolean | true | ANSIBLE_DEPRECATION_WARNINGS | defaults.deprecation_warnings | ansible_deprecation_warnings
  DEVEL_WARNING | boolean | true | ANSIBLE_DEVEL_WARNING | defaults.devel_warning
  DIFF_ALWAYS | boolean | false | ANSIBLE_DIFF_ALWAYS | diff.always
  DIFF_CONTEXT | integer | 3 | ANSIBLE_DIFF_CONTEXT | diff.context
  DISPLAY_ARGS_TO_STDOUT | boolean | false | ANSIBLE_DISPLAY_ARGS_TO_STDOUT | defaults.display_args_to_stdout
  DISPLAY_SKIPPED_HOSTS | boolean | true | ANSIBLE_DISPLAY_SKIPPED_HOSTS | defaults.display_skipped_hosts
  DISPLAY_TRACEBACK | list | ["never"] | ANSIBLE_DISPLAY_TRACEBACK | defaults.display_traceback
  DOCSITE_ROOT_URL |  | "https://docs.ansible.com/ansible-core/" |  | defaults.docsite_root_url
  DOC_FRAGMENT_PLUGIN_PATH | pathspec | "{{ANSIBLE_HOME}}/plugins/doc_fragments:/usr/share/ansible/plugins/doc_fragments" | ANSIBLE_DOC_FRAGMENT_PLUGINS | defaults.doc_fragment_plugins
  DUPLICATE_YAML_DICT_KEY | str | "warn" | ANSIBLE_DUPLICATE_YAML_DICT_KEY | defaults.duplicate_dict_key
  EDITOR |  | "vi" | ANSIBLE_EDITOR,EDITOR | defaults.editor
  ENABLE_TASK_DEBUGGER | boolean | false | ANSIBLE_ENABLE_TASK_DEBUGGER | defaults.enable_task_debugger
  ERROR_ON_MISSING_HANDLER | boolean | true | ANSIBLE_ERROR_ON_MISSING_HANDLER | defaults.error_on_missing_handler
  FACTS_MODULES | list | ["smart"] | ANSIBLE_FACTS_MODULES | defaults.facts_modules | ansible_facts_modules
  GALAXY_CACHE_DIR | path | "{{ANSIBLE_HOME}}/galaxy_cache" | ANSIBLE_GALAXY_CACHE_DIR | galaxy.cache_dir
  GALAXY_COLLECTIONS_PATH_WARNING | boolean | true | ANSIBLE_GALAXY_COLLECTIONS_PATH_WARNING | galaxy.collections_path_warning
  GALAXY_COLLECTION_IMPORT_POLL_FACTOR | float | 1.5 | ANSIBLE_GALAXY_COLLECTION_IMPORT_POLL_FACTOR
  GALAXY_COLLECTION_IMPORT_POLL_INTERVAL | float | 2.0 | ANSIBLE_GALAXY_COLLECTION_IMPORT_POLL_INTERVAL
  GALAXY_COLLECTION_SKELETON | path |  | ANSIBLE_GALAXY_COLLECTION_SKELETON | galaxy.collection_skeleton
  GALAXY_COLLECTION_SKELETON_IGNORE | list | ["^.git$", "^.*/.git_keep$"] | ANSIBLE_GALAXY_COLLECTION_SKELETON_IGNORE | galaxy.collection_skeleton_ignore
  GALAXY_DISABLE_GPG_VERIFY | boolean | false | ANSIBLE_GALAXY_DISABLE_GPG_VERIFY | galaxy.disable_gpg_verify
  GALAXY_DISPLAY_PROGRESS | boolean |  | ANSIBLE_GALAXY_DISPLAY_PROGRESS | galaxy.display_progress
  GALAXY_GPG_KEYRING | path |  | ANSIBLE_GALAXY_GPG_KEYRING | galaxy.gpg_keyring
  GALAXY_IGNORE_CERTS | boolean |  | ANSIBLE_GALAXY_IGNORE | galaxy.ignore_certs
  GALAXY_IGNORE_INVALID_SIGNATURE_STATUS_CODES | list |  | ANSIBLE_GALAXY_IGNORE_SIGNATURE_STATUS_CODES | galaxy.ignore_signature_status_codes
  GALAXY_REQUIRED_VALID_SIGNATURE_COUNT | str | 1 | ANSIBLE_GALAXY_REQUIRED_VALID_SIGNATURE_COUNT | galaxy.required_valid_signature_count
  GALAXY_ROLE_SKELETON | path |  | ANSIBLE_GALAXY_ROLE_SKELETON | galaxy.role_skeleton
  GALAXY_ROLE_SKELETON_IGNORE | list | ["^.git$", "^.*/.git_keep$"] | ANSIBLE_GALAXY_ROLE_SKELETON_IGNORE | galaxy.role_skeleton_ignore
  GALAXY_SERVER |  | "https://galaxy.ansible.com" | ANSIBLE_GALAXY_SERVER | galaxy.server
  GALAXY_SERVER_LIST | list |  | ANSIBLE_GALAXY_SERVER_LIST | galaxy.server_list
  GALAXY_SERVER_TIMEOUT | integer | 60 | ANSIBLE_GALAXY_SERVER_TIMEOUT | galaxy.server_timeout
  GALAXY_TOKEN_PATH | path | "{{ANSIBLE_HOME}}/galaxy_token" | ANSIBLE_GALAXY_TOKEN_PATH | galaxy.token_path
  HOST_KEY_CHECKING | boolean | true | ANSIBLE_HOST_KEY_CHECKING | defaults.host_key_checking
  HOST_PATTERN_MISMATCH |  | "warning" | ANSIBLE_HOST_PATTERN_MISMATCH | inventory.host_pattern_mismatch
  INJECT_FACTS_AS_VARS | boolean | true | ANSIBLE_INJECT_FACT_VARS | defaults.inject_facts_as_vars
  INTERPRETER_PYTHON |  | "auto" | ANSIBLE_PYTHON_INTERPRETER | defaults.interpreter_python | ansible_python_interpreter
  INTERPRETER_PYTHON_FALLBACK | list | ["python3.13", "python3.12", "python3.11", "python3.10", "python3.9", "python3.8", "/usr/bin/python3", "python3"] |  |  | ansible_interpreter_python_fallback
  INVALID_TASK_ATTRIBUTE_FAILED | boolean | true | ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED | defaults.invalid_task_attribute_failed
  INVENTORY_ANY_UNPARSED_IS_FAILED | boolean | false | ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED | inventory.any_unparsed_is_failed
  INVENTORY_ENABLED | list | ["host_list", "script", "auto", "yaml", "ini", "toml"] | ANSIBLE_INVENTORY_ENABLED | inventory.enable_plugins
  INVENTORY_EXPORT | boolean | false | ANSIBLE_INVENTORY_EXPORT | inventory.export
  INVENTORY_IGNORE_EXTS | list | [".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".cfg", ".retry"] | ANSIBLE_INVENTORY_IGNORE | defaults.inventory_ignore_extensions,inventory.ignore_extensions
  INVENTORY_IGNORE_PATTERNS | list | [] | ANSIBLE_INVENTORY_IGNORE_REGEX | defaults.inventory_ignore_patterns,inventory.ignore_patterns
  INVENTORY_UNPARSED_IS_FAILED | boolean | false | ANSIBLE_INVENTORY_UNPARSED_FAILED | inventory.unparsed_is_failed
  INVENTORY_UNPARSED_WARNING | boolean | true | ANSIBLE_INVENTORY_UNPARSED_WARNING | inventory.inventory_unparsed_warning
  LOCALHOST_WARNING | boolean | true | ANSIBLE_LOCALHOST_WARNING | defaults.localhost_warning
  LOG_VERBOSITY | integer |  | ANSIBLE_LOG_VERBOSITY | defaults.log_verbosity
  MAX_FILE_SIZE_FOR_DIFF | integer | 104448 | ANSIBLE_MAX_DIFF_SIZE | defaults.max_diff_size
  MODULE_IGNORE_EXTS | list | [".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".yaml", ".yml", ".ini"] | ANSIBLE_MODULE_IGNORE_EXTS | defaults.module_ignore_exts
  MODULE_STRICT_UTF8_RESPONSE | boolean | true | ANSIBLE_MODULE_STRICT_UTF8_RESPONSE | defaults.module_strict_utf8_response
  NETCONF_SSH_CONFIG |  |  | ANSIBLE_NETCONF_SSH_CONFIG | netconf_connection.ssh_config
  NETWORK_GROUP_MODULES | list | ["eos", "nxos", "ios", "iosxr", "junos", "enos", "ce", "vyos", "sros", "dellos9", "dellos10", "dellos6", "asa", "aruba", "aireos", "bigip", "ironware", "onyx", "netconf", "exos", "voss", "slxos"] | ANSIBLE_NETWORK_GROUP_MODULES | defaults.network_group_modules
  OLD_PLUGIN_CACHE_CLEARING | boolean | false | ANSIBLE_OLD_PLUGIN_CACHE_CLEAR | defaults.old_plugin_cache_clear
  PAGER |  | "less" | ANSIBLE_PAGER,PAGER | defaults.pager
  PARAMIKO_HOST_KEY_AUTO_ADD | boolean | false | ANSIBLE_PARAMIKO_HOST_KEY_AUTO_ADD | paramiko_connection.host_key_auto_add
  PARAMIKO_LOOK_FOR_KEYS | boolean | true | ANSIBLE_PARAMIKO_LOOK_FOR_KEYS | paramiko_connection.look_for_keys
  PERSISTENT_COMMAND_TIMEOUT | integer | 30 | ANSIBLE_PERSISTENT_COMMAND_TIMEOUT | persistent_connection.command_timeout
  PERSISTENT_CONNECT_RETRY_TIMEOUT | integer | 15 | ANSIBLE_PERSISTENT_CONNECT_RETRY_TIMEOUT | persistent_connection.connect_retry_timeout
  PERSISTENT_CONNECT_TIMEOUT | integer | 30 | ANSIBLE_PERSISTENT_CONNECT_TIMEOUT | persistent_connection.connect_timeout
  PERSISTENT_CONTROL_PATH_DIR | path | "{{ANSIBLE_HOME}}/pc" | ANSIBLE_PERSISTENT_CONTROL_PATH_DIR | persistent_connection.control_path_dir
  PLAYBOOK_DIR | path |  | ANSIBLE_PLAYBOOK_DIR | defaults.playbook_dir
  PLAYBOOK_VARS_ROOT |  | "top" | ANSIBLE_PLAYBOOK_VARS_ROOT | defaults.playbook_vars_root
  PLUGIN_FILTERS_CFG | path |  |  | defaults.plugin_filters_cfg
  PYTHON_MODULE_RLIMIT_NOFILE |  | 0 | ANSIBLE_PYTHON_MODULE_RLIMIT_NOFILE | defaults.python_module_rlimit_nofile | ansible_python_module_rlimit_nofile
  RETRY_FILES_ENABLED | boolean | false | ANSIBLE_RETRY_FILES_ENABLED | defaults.retry_files_enabled
  RETRY_FILES_SAVE_PATH | path |  | ANSIBLE_RETRY_FILES_SAVE_PATH | defaults.retry_files_save_path
  RUN_VARS_PLUGINS | str | "demand" | ANSIBLE_RUN_VARS_PLUGINS | defaults.run_vars_plugins
  SHOW_CUSTOM_STATS | boolean | false | ANSIBLE_SHOW_CUSTOM_STATS | defaults.show_custom_stats
  SSH_AGENT | str | "none" | ANSIBLE_SSH_AGENT | connection.ssh_agent
  SSH_AGENT_EXECUTABLE | str | "ssh-agent" | ANSIBLE_SSH_AGENT_EXECUTABLE | connection.ssh_agent_executable
  SSH_AGENT_KEY_LIFETIME | integer |  | ANSIBLE_SSH_AGENT_KEY_LIFETIME | connection.ssh_agent_key_lifetime
  STRING_TYPE_FILTERS | list | ["string", "to_json", "to_nice_json", "to_yaml", "to_nice_yaml", "ppretty", "json"] | ANSIBLE_STRING_TYPE_FILTERS | jinja2.dont_type_filters
  SYSTEM_WARNINGS | boolean | true | ANSIBLE_SYSTEM_WARNINGS | defaults.system_warnings
  TAGS_RUN | list | [] | ANSIBLE_RUN_TAGS | tags.run
  TAGS_SKIP | list | [] | ANSIBLE_SKIP_TAGS | tags.skip
  TARGET_LOG_INFO |  |  | ANSIBLE_TARGET_LOG_INFO | defaults.target_log_info | ansible_target_log_info
  TASK_DEBUGGER_IGNORE_ERRORS | boolean | true | ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS | defaults.task_debugger_ignore_errors
  TASK_TIMEOUT | integer | 0 | ANSIBLE_TASK_TIMEOUT | defaults.task_timeout
  TRANSFORM_INVALID_GROUP_CHARS | str | "never" | ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS | defaults.force_valid_group_names
  USE_PERSISTENT_CONNECTIONS | boolean | false | ANSIBLE_USE_PERSISTENT_CONNECTIONS | defaults.use_persistent_connections
  VALIDATE_ACTION_GROUP_METADATA | boolean | true | ANSIBLE_VALIDATE_ACTION_GROUP_METADATA | defaults.validate_action_group_metadata
  VARIABLE_PLUGINS_ENABLED | list | ["host_group_vars"] | ANSIBLE_VARS_ENABLED | defaults.vars_plugins_enabled
  VARIABLE_PRECEDENCE | list | ["all_inventory", "groups_inventory", "all_plugins_inventory", "all_plugins_play", "groups_plugins_inventory", "groups_plugins_play"] | ANSIBLE_PRECEDENCE | defaults.precedence
  VAULT_ENCRYPT_SALT |  |  | ANSIBLE_VAULT_ENCRYPT_SALT | defaults.vault_encrypt_salt
  VERBOSE_TO_STDERR | boolean | false | ANSIBLE_VERBOSE_TO_STDERR | defaults.verbose_to_stderr
  WIN_ASYNC_STARTUP_TIMEOUT | integer | 5 | ANSIBLE_WIN_ASYNC_STARTUP_TIMEOUT | defaults.win_async_startup_timeout | ansible_win_async_startup_timeout
  WORKER_SHUTDOWN_POLL_COUNT | integer | 0 | ANSIBLE_WORKER_SHUTDOWN_POLL_COUNT
  WORKER_SHUTDOWN_POLL_DELAY | float | 0.1 | ANSIBLE_WORKER_SHUTDOWN_POLL_DELAY
  YAML_FILENAME_EXTENSIONS | list | [".yml", ".yaml", ".json"] | ANSIBLE_YAML_FILENAME_EXT | defaults.yaml_valid_extensions
  _ANSIBALLZ_COVERAGE_CONFIG |  |  | _ANSIBLE_ANSIBALLZ_COVERAGE_CONFIG |  | _ansible_ansiballz_coverage_config
  _ANSIBALLZ_DEBUGPY_CONFIG |  |  | _ANSIBLE_ANSIBALLZ_DEBUGPY_CONFIG |  | _ansible_ansiballz_debugpy_config
  _ANSIBALLZ_PYDEVD_CONFIG |  |  | _ANSIBLE_ANSIBALLZ_PYDEVD_CONFIG |  | _ansible_ansiballz_pydevd_config
  _ANSIBLE_CONNECTION_PATH | path |  | _ANSIBLE_CONNECTION_PATH
  _CALLBACK_DISPATCH_ERROR_BEHAVIOR | choices | "warning" | _ANSIBLE_CALLBACK_DISPATCH_ERROR_BEHAVIOR
  _MODULE_METADATA | boolean | false | _ANSIBLE_MODULE_METADATA
  _TEMPLAR_SANDBOX_MODE | choices | "default" | _ANSIBLE_TEMPLAR_SANDBOX_MODE
  _TEMPLAR_UNKNOWN_TYPE_CONVERSION | choices | "warning" | _ANSIBLE_TEMPLAR_UNKNOWN_TYPE_CONVERSION
  _TEMPLAR_UNKNOWN_TYPE_ENCOUNTERED | choices | "ignore" | _ANSIBLE_TEMPLAR_UNKNOWN_TYPE_ENCOUNTERED
  _TEMPLAR_UNTRUSTED_TEMPLATE_BEHAVIOR | choices | "ignore" | _ANSIBLE_TEMPLAR_UNTRUSTED_TEMPLATE_BEHAVIOR
`;
