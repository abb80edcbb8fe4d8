import type { LookupDefinition } from '../template/plugins.js';
import type { Value } from '../values/value.js';
import { lookupFailure, textOption, textTerm, type LookupOptions } from './arguments.js';

/** Settings that playbooks ask for: the environment variable that sets them, and their default. */
const settings: ReadonlyMap<string, readonly [variable: string, otherwise: Value]> = new Map<
  string,
  readonly [string, Value]
>([
  ['ALLOW_BROKEN_CONDITIONALS', ['ANSIBLE_ALLOW_BROKEN_CONDITIONALS', false]],
  ['ANSIBLE_HOME', ['ANSIBLE_HOME', '~/.ansible']],
  ['COLLECTIONS_PATHS', ['ANSIBLE_COLLECTIONS_PATH', ['~/.ansible/collections', '/usr/share/ansible/collections']]],
  ['DEFAULT_BECOME', ['ANSIBLE_BECOME', false]],
  ['DEFAULT_BECOME_METHOD', ['ANSIBLE_BECOME_METHOD', 'sudo']],
  ['DEFAULT_BECOME_USER', ['ANSIBLE_BECOME_USER', 'root']],
  ['DEFAULT_FORKS', ['ANSIBLE_FORKS', 5]],
  ['DEFAULT_GATHERING', ['ANSIBLE_GATHERING', 'implicit']],
  ['DEFAULT_HASH_BEHAVIOUR', ['ANSIBLE_HASH_BEHAVIOUR', 'replace']],
  ['DEFAULT_HOST_LIST', ['ANSIBLE_INVENTORY', ['/etc/ansible/hosts']]],
  ['DEFAULT_LOCAL_TMP', ['ANSIBLE_LOCAL_TEMP', '~/.ansible/tmp']],
  ['DEFAULT_MANAGED_STR', ['', 'Ansible managed']],
  ['DEFAULT_POLL_INTERVAL', ['ANSIBLE_POLL_INTERVAL', 15]],
  ['DEFAULT_PRIVATE_ROLE_VARS', ['ANSIBLE_PRIVATE_ROLE_VARS', false]],
  ['DEFAULT_REMOTE_PORT', ['ANSIBLE_REMOTE_PORT', null]],
  ['DEFAULT_REMOTE_USER', ['ANSIBLE_REMOTE_USER', null]],
  [
    'DEFAULT_ROLES_PATH',
    ['ANSIBLE_ROLES_PATH', ['~/.ansible/roles', '/usr/share/ansible/roles', '/etc/ansible/roles']],
  ],
  ['DEFAULT_STRATEGY', ['ANSIBLE_STRATEGY', 'linear']],
  ['DEFAULT_TIMEOUT', ['ANSIBLE_TIMEOUT', 10]],
  ['DEFAULT_TRANSPORT', ['ANSIBLE_TRANSPORT', 'ssh']],
  ['DEFAULT_VAULT_IDENTITY', ['ANSIBLE_VAULT_IDENTITY', 'default']],
  ['HOST_KEY_CHECKING', ['ANSIBLE_HOST_KEY_CHECKING', true]],
  ['become su become_flags', ['ANSIBLE_BECOME_FLAGS', '']],
  ['become sudo become_flags', ['ANSIBLE_BECOME_FLAGS', '-H -S -n']],
  ['RETRY_FILES_ENABLED', ['ANSIBLE_RETRY_FILES_ENABLED', false]],
]);

export const config: LookupDefinition = {
  name: 'config',
  options: ['on_missing', 'plugin_type', 'plugin_name'],
  run(terms, options, context) {
    return terms.flatMap((term): Value[] => {
      const name = textTerm(term);
      const setting = settings.get([...pluginOf(options), name].join(' '));
      const onMissing = textOption(options, 'on_missing') ?? 'error';
      if (setting === undefined && onMissing === 'warn')
        context.controller.warn(`there is no setting '${name}'`, context.at);
      if (setting === undefined) return missing(name, onMissing);
      const [variable, otherwise] = setting;
      const set = variable === '' ? undefined : context.controller.environment(variable);
      return [set === undefined ? expanded(otherwise, context.controller.environment('HOME')) : typed(set, otherwise)];
    });
  },
};

/** Settings of a plug-in are kept under its kind and name. */
function pluginOf(options: LookupOptions): string[] {
  const [type, name] = [textOption(options, 'plugin_type'), textOption(options, 'plugin_name')];
  return type === undefined || name === undefined ? [] : [type, name];
}

function missing(name: string, onMissing: string): Value[] {
  if (onMissing === 'skip' || onMissing === 'warn') return [];
  throw lookupFailure(`No config definition exists for '${name}'.`, `known are ${[...settings.keys()].join(', ')}`);
}

function expanded(value: Value, home: string | undefined): Value {
  if (Array.isArray(value)) return value.map((item) => expanded(item, home));
  return typeof value === 'string' && home !== undefined ? value.replace(/^~(?=\/)/, home) : value;
}

/** Text of the environment as the type of the setting's default. */
function typed(text: string, like: Value): Value {
  if (typeof like === 'number') return Number(text);
  if (typeof like === 'boolean') return ['1', 'true', 'yes', 'on', 't', 'y'].includes(text.toLowerCase());
  return Array.isArray(like) ? text.split(/[:,]/) : text;
}
