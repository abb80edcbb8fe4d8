import { quote } from '../shell/quote.js';
import { toJson } from '../values/json.js';
import type { Value } from '../values/value.js';

/** What a module is told besides its own arguments; it reads them under names that begin with `_ansible_`. */
export interface ModuleCircumstances {
  readonly name: string;
  readonly version: string;
  readonly check: boolean;
  readonly diff: boolean;
  readonly noLog: boolean;
  readonly verbosity: number;
  readonly remoteTmp: string;
}

/** A module's arguments and circumstances as one JSON object. */
export function argumentsAsJson(args: ReadonlyMap<Value, Value>, about: ModuleCircumstances): Record<string, unknown> {
  return {
    ...plain(args),
    _ansible_check_mode: about.check,
    _ansible_diff: about.diff,
    _ansible_no_log: about.noLog,
    _ansible_verbosity: about.verbosity,
    _ansible_debug: false,
    _ansible_version: about.version,
    _ansible_module_name: about.name,
    _ansible_syslog_facility: 'LOG_USER',
    _ansible_selinux_special_fs: ['fuse', 'nfs', 'vboxsf', 'ramfs', '9p', 'vfat'],
    _ansible_socket: null,
    _ansible_shell_executable: '/bin/sh',
    _ansible_keep_remote_files: false,
    _ansible_tmpdir: null,
    _ansible_remote_tmp: about.remoteTmp,
    _ansible_ignore_unknown_opts: false,
    _ansible_target_log_info: null,
    _ansible_tracebacks_for: [],
  };
}

/** The same as `key=value` words, for old-style programs. */
export function argumentsAsWords(args: Readonly<Record<string, unknown>>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}=${quote(typeof value === 'string' ? value : pythonText(value))}`)
    .join(' ');
}

function plain(args: ReadonlyMap<Value, Value>): Record<string, unknown> {
  return Object.fromEntries([...args].map(([name, value]) => [name, toJson(value)]));
}

/** Truth and nothing as Python writes them, which is what these programs were made to read. */
function pythonText(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
