/**
 * The options of Ansible's own plug-ins that can be set in its configuration or by variables. A line holds what
 * `settings-table.ts` has; `[kind name]` begins a plug-in.
 */
export const pluginOptionsTable = `
  [become su]
  become_exe |  | "su" | ANSIBLE_BECOME_EXE,ANSIBLE_SU_EXE | privilege_escalation.become_exe,su_become_plugin.executable | ansible_become_exe,ansible_su_exe
  become_flags |  | "" | ANSIBLE_BECOME_FLAGS,ANSIBLE_SU_FLAGS | privilege_escalation.become_flags,su_become_plugin.flags | ansible_become_flags,ansible_su_flags
  become_pass |  |  | ANSIBLE_BECOME_PASS,ANSIBLE_SU_PASS | su_become_plugin.password | ansible_become_password,ansible_become_pass,ansible_su_pass
  become_user |  | "root" | ANSIBLE_BECOME_USER,ANSIBLE_SU_USER | privilege_escalation.become_user,su_become_plugin.user | ansible_become_user,ansible_su_user
  prompt_l10n | list | [] | ANSIBLE_SU_PROMPT_L10N | su_become_plugin.localized_prompts | ansible_su_prompt_l10n
  [become sudo]
  become_exe |  | "sudo" | ANSIBLE_BECOME_EXE,ANSIBLE_SUDO_EXE | privilege_escalation.become_exe,sudo_become_plugin.executable | ansible_become_exe,ansible_sudo_exe
  become_flags |  | "-H -S -n" | ANSIBLE_BECOME_FLAGS,ANSIBLE_SUDO_FLAGS | privilege_escalation.become_flags,sudo_become_plugin.flags | ansible_become_flags,ansible_sudo_flags
  become_pass |  |  | ANSIBLE_BECOME_PASS,ANSIBLE_SUDO_PASS | sudo_become_plugin.password | ansible_become_password,ansible_become_pass,ansible_sudo_pass
  become_user |  | "root" | ANSIBLE_BECOME_USER,ANSIBLE_SUDO_USER | privilege_escalation.become_user,sudo_become_plugin.user | ansible_become_user,ansible_sudo_user
  sudo_chdir | str |  | ANSIBLE_SUDO_CHDIR | sudo_become_plugin.chdir | ansible_sudo_chdir
  [cache jsonfile]
  _prefix |  |  | ANSIBLE_CACHE_PLUGIN_PREFIX | defaults.fact_caching_prefix
  _timeout | integer | 86400 | ANSIBLE_CACHE_PLUGIN_TIMEOUT | defaults.fact_caching_timeout
  _uri | path |  | ANSIBLE_CACHE_PLUGIN_CONNECTION | defaults.fact_caching_connection
  [callback default]
  check_mode_markers | boolean | false | ANSIBLE_CHECK_MODE_MARKERS | defaults.check_mode_markers
  display_failed_stderr | boolean | false | ANSIBLE_DISPLAY_FAILED_STDERR | defaults.display_failed_stderr
  display_ok_hosts | boolean | true | ANSIBLE_DISPLAY_OK_HOSTS | defaults.display_ok_hosts
  display_skipped_hosts | boolean | true | ANSIBLE_DISPLAY_SKIPPED_HOSTS | defaults.display_skipped_hosts
  pretty_results | boolean |  | ANSIBLE_CALLBACK_FORMAT_PRETTY | defaults.callback_format_pretty
  result_format | str | "json" | ANSIBLE_CALLBACK_RESULT_FORMAT | defaults.callback_result_format
  show_custom_stats | boolean | false | ANSIBLE_SHOW_CUSTOM_STATS | defaults.show_custom_stats
  show_per_host_start | boolean | false | ANSIBLE_SHOW_PER_HOST_START | defaults.show_per_host_start
  show_task_path_on_failure | boolean | false | ANSIBLE_SHOW_TASK_PATH_ON_FAILURE | defaults.show_task_path_on_failure
  [callback junit]
  fail_on_change |  | false | JUNIT_FAIL_ON_CHANGE
  fail_on_ignore |  | false | JUNIT_FAIL_ON_IGNORE
  hide_task_arguments |  | false | JUNIT_HIDE_TASK_ARGUMENTS
  include_setup_tasks_in_report |  | true | JUNIT_INCLUDE_SETUP_TASKS_IN_REPORT
  output_dir |  | "~/.ansible.log" | JUNIT_OUTPUT_DIR
  replace_out_of_tree_path |  | "none" | JUNIT_REPLACE_OUT_OF_TREE_PATH
  task_class |  | false | JUNIT_TASK_CLASS
  task_relative_path |  | "none" | JUNIT_TASK_RELATIVE_PATH
  test_case_prefix |  | "<empty>" | JUNIT_TEST_CASE_PREFIX
  [callback minimal]
  pretty_results | boolean |  | ANSIBLE_CALLBACK_FORMAT_PRETTY | defaults.callback_format_pretty
  result_format | str | "json" | ANSIBLE_CALLBACK_RESULT_FORMAT | defaults.callback_result_format
  [callback tree]
  directory | path | "~/.ansible/tree" | ANSIBLE_CALLBACK_TREE_DIR | callback_tree.directory
  [connection local]
  become_strip_preamble | boolean | true |  |  | ansible_local_become_strip_preamble
  become_success_timeout | integer | 10 |  |  | ansible_local_become_success_timeout
  pipelining | boolean | false | ANSIBLE_PIPELINING | defaults.pipelining,connection.pipelining | ansible_pipelining
  [connection ssh]
  control_path | str |  | ANSIBLE_SSH_CONTROL_PATH | ssh_connection.control_path | ansible_control_path
  control_path_dir | str | "~/.ansible/cp" | ANSIBLE_SSH_CONTROL_PATH_DIR | ssh_connection.control_path_dir | ansible_control_path_dir
  host | str | "inventory_hostname" |  |  | inventory_hostname,ansible_host,ansible_ssh_host,delegated_vars['ansible_host'],delegated_vars['ansible_ssh_host']
  host_key_checking | boolean | true | ANSIBLE_HOST_KEY_CHECKING,ANSIBLE_SSH_HOST_KEY_CHECKING | defaults.host_key_checking,ssh_connection.host_key_checking | ansible_host_key_checking,ansible_ssh_host_key_checking
  password | str |  |  |  | ansible_password,ansible_ssh_pass,ansible_ssh_password
  password_mechanism | str | "ssh_askpass" | ANSIBLE_SSH_PASSWORD_MECHANISM | ssh_connection.password_mechanism | ansible_ssh_password_mechanism
  pipelining | boolean | false | ANSIBLE_PIPELINING,ANSIBLE_SSH_PIPELINING | defaults.pipelining,connection.pipelining,ssh_connection.pipelining | ansible_pipelining,ansible_ssh_pipelining
  pkcs11_provider | str | "" | ANSIBLE_PKCS11_PROVIDER | ssh_connection.pkcs11_provider | ansible_ssh_pkcs11_provider
  port | integer |  | ANSIBLE_REMOTE_PORT | defaults.remote_port | ansible_port,ansible_ssh_port
  private_key | str |  | ANSIBLE_PRIVATE_KEY |  | ansible_private_key,ansible_ssh_private_key
  private_key_file | str |  | ANSIBLE_PRIVATE_KEY_FILE | defaults.private_key_file | ansible_private_key_file,ansible_ssh_private_key_file
  private_key_passphrase | str |  | ANSIBLE_PRIVATE_KEY_PASSPHRASE |  | ansible_private_key_passphrase,ansible_ssh_private_key_passphrase
  reconnection_retries | integer | 0 | ANSIBLE_SSH_RETRIES | connection.retries,ssh_connection.retries | ansible_ssh_retries
  remote_user | str |  | ANSIBLE_REMOTE_USER | defaults.remote_user | ansible_user,ansible_ssh_user
  scp_executable | str | "scp" | ANSIBLE_SCP_EXECUTABLE | ssh_connection.scp_executable | ansible_scp_executable
  scp_extra_args | str | "" | ANSIBLE_SCP_EXTRA_ARGS | ssh_connection.scp_extra_args | ansible_scp_extra_args
  sftp_batch_mode | boolean | true | ANSIBLE_SFTP_BATCH_MODE | ssh_connection.sftp_batch_mode | ansible_sftp_batch_mode
  sftp_executable | str | "sftp" | ANSIBLE_SFTP_EXECUTABLE | ssh_connection.sftp_executable | ansible_sftp_executable
  sftp_extra_args | str | "" | ANSIBLE_SFTP_EXTRA_ARGS | ssh_connection.sftp_extra_args | ansible_sftp_extra_args
  ssh_args | str | "-C -o ControlMaster=auto -o ControlPersist=60s" | ANSIBLE_SSH_ARGS | ssh_connection.ssh_args | ansible_ssh_args
  ssh_common_args | str | "" | ANSIBLE_SSH_COMMON_ARGS | ssh_connection.ssh_common_args | ansible_ssh_common_args
  ssh_executable | str | "ssh" | ANSIBLE_SSH_EXECUTABLE | ssh_connection.ssh_executable | ansible_ssh_executable
  ssh_extra_args | str | "" | ANSIBLE_SSH_EXTRA_ARGS | ssh_connection.ssh_extra_args | ansible_ssh_extra_args
  ssh_transfer_method | str | "smart" | ANSIBLE_SSH_TRANSFER_METHOD | ssh_connection.transfer_method | ansible_ssh_transfer_method
  sshpass_prompt | str | "" | ANSIBLE_SSHPASS_PROMPT | ssh_connection.sshpass_prompt | ansible_sshpass_prompt
  timeout | integer | 10 | ANSIBLE_TIMEOUT,ANSIBLE_SSH_TIMEOUT | defaults.timeout,ssh_connection.timeout | ansible_ssh_timeout
  use_tty | boolean | true | ANSIBLE_SSH_USETTY | ssh_connection.usetty | ansible_ssh_use_tty
  verbosity | integer | 0 | ANSIBLE_SSH_VERBOSITY | ssh_connection.verbosity | ansible_ssh_verbosity
  [inventory constructed]
  compose | dict | {}
  groups | dict | {}
  keyed_groups | list | []
  leading_separator | boolean | true
  plugin
  strict | boolean | false
  use_extra_vars | boolean | false | ANSIBLE_INVENTORY_USE_EXTRA_VARS | inventory_plugins.use_extra_vars
  use_vars_plugins | boolean | false
  [inventory script]
  always_show_stderr | boolean | true | ANSIBLE_INVENTORY_PLUGIN_SCRIPT_STDERR | inventory_plugin_script.always_show_stderr
  [inventory yaml]
  yaml_extensions | list | [".yaml", ".yml", ".json"] | ANSIBLE_YAML_FILENAME_EXT,ANSIBLE_INVENTORY_PLUGIN_EXTS | defaults.yaml_valid_extensions,inventory_plugin_yaml.yaml_valid_extensions
  [lookup config]
  _terms
  on_missing | str | "error"
  plugin_name | str
  plugin_type | str
  show_origin | boolean
  [lookup csvfile]
  col | integer | 1
  default
  delimiter |  | "TAB"
  encoding |  | "utf-8"
  file |  | "ansible.csv"
  keycol | integer | 0
  [lookup dict]
  _terms
  [lookup env]
  _terms
  default | raw | ""
  [lookup file]
  _terms
  lstrip | boolean | false
  rstrip | boolean | true
  [lookup fileglob]
  _terms
  [lookup first_found]
  _terms
  files | list | []
  paths | list | []
  skip | boolean | false
  [lookup indexed_items]
  _terms
  [lookup ini]
  _terms
  allow_no_value | boolean | false
  case_sensitive |  | false
  default |  | ""
  encoding |  | "utf-8"
  file |  | "ansible.ini"
  interpolation | boolean | true
  re | boolean | false
  section |  | "global"
  type |  | "ini"
  [lookup items]
  _terms
  [lookup lines]
  _terms
  [lookup nested]
  _raw
  [lookup password]
  _terms
  chars | list | ["ascii_letters", "digits", ".,:-_"]
  encrypt
  ident | str
  length | integer | 20
  seed | str
  [lookup pipe]
  _terms
  [lookup sequence]
  count | integer
  end | integer
  format |  | "%d"
  start | integer | 1
  stride | integer | 1
  [lookup subelements]
  _terms
  skip_missing |  | false
  [lookup template]
  _terms
  comment_end_string | str | "#}"
  comment_start_string | str | "{#"
  convert_data | boolean | true
  jinja2_native | boolean | true
  template_vars | dict | {}
  trim_blocks | boolean | true
  variable_end_string | str | "}}"
  variable_start_string | str | "{{"
  [lookup together]
  _terms
  [lookup unvault]
  _terms
  [lookup url]
  _terms
  ca_path | str |  | ANSIBLE_LOOKUP_URL_CA_PATH | url_lookup.ca_path | ansible_lookup_url_ca_path
  ciphers | list |  | ANSIBLE_LOOKUP_URL_CIPHERS | url_lookup.ciphers | ansible_lookup_url_ciphers
  follow_redirects | str | "urllib2" | ANSIBLE_LOOKUP_URL_FOLLOW_REDIRECTS | url_lookup.follow_redirects | ansible_lookup_url_follow_redirects
  force | boolean | false | ANSIBLE_LOOKUP_URL_FORCE | url_lookup.force | ansible_lookup_url_force
  force_basic_auth | boolean | false | ANSIBLE_LOOKUP_URL_FORCE_BASIC_AUTH | url_lookup.force_basic_auth | ansible_lookup_url_force_basic_auth
  headers | dictionary | {}
  http_agent | str | "ansible-httpget" | ANSIBLE_LOOKUP_URL_AGENT | url_lookup.agent | ansible_lookup_url_agent
  password | str
  split_lines | boolean | true
  timeout | float | 10 | ANSIBLE_LOOKUP_URL_TIMEOUT | url_lookup.timeout | ansible_lookup_url_timeout
  unix_socket | str |  | ANSIBLE_LOOKUP_URL_UNIX_SOCKET | url_lookup.unix_socket | ansible_lookup_url_unix_socket
  unredirected_headers | list |  | ANSIBLE_LOOKUP_URL_UNREDIR_HEADERS | url_lookup.unredirected_headers | ansible_lookup_url_unredir_headers
  use_gssapi | boolean | false | ANSIBLE_LOOKUP_URL_USE_GSSAPI | url_lookup.use_gssapi | ansible_lookup_url_use_gssapi
  use_netrc | boolean | true | ANSIBLE_LOOKUP_URL_USE_NETRC | url_lookup.use_netrc | ansible_lookup_url_use_netrc
  use_proxy | boolean | true
  username | str
  validate_certs | boolean | true
  [lookup varnames]
  _terms
  [lookup vars]
  _terms
  default
  [shell sh]
  admin_users | list | ["root", "toor"] | ANSIBLE_ADMIN_USERS | defaults.admin_users | ansible_admin_users
  async_dir |  | "~/.ansible_async" | ANSIBLE_ASYNC_DIR | defaults.async_dir | ansible_async_dir
  common_remote_group |  |  | ANSIBLE_COMMON_REMOTE_GROUP | defaults.common_remote_group | ansible_common_remote_group
  remote_tmp |  | "~/.ansible/tmp" | ANSIBLE_REMOTE_TEMP,ANSIBLE_REMOTE_TMP | defaults.remote_tmp | ansible_remote_tmp
  system_tmpdirs | list | ["/var/tmp", "/tmp"] | ANSIBLE_SYSTEM_TMPDIRS | defaults.system_tmpdirs | ansible_system_tmpdirs
  world_readable_temp | boolean | false | ANSIBLE_SHELL_ALLOW_WORLD_READABLE_TEMP | defaults.allow_world_readable_tmpfiles | ansible_shell_allow_world_readable_temp
  [vars host_group_vars]
  _valid_extensions | list | [".yml", ".yaml", ".json"] | ANSIBLE_YAML_FILENAME_EXT | defaults.yaml_valid_extensions
  stage | str |  | ANSIBLE_VARS_PLUGIN_STAGE | vars_host_group_vars.stage
`;
