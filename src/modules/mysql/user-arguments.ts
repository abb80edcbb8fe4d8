import { arg } from '../../module-kit/index.js';
import { connectionArguments, implicitAdmin, sessionArguments } from './arguments.js';

/** The arguments of mysql_user, as Ansible documents them. */
export const userArguments = {
  ...connectionArguments,
  ...implicitAdmin,
  ...sessionArguments,
  name: arg.string({ required: true, aliases: ['user'], doc: 'The user.' }),
  host: arg.string({ default: 'localhost', doc: 'Where it logs in from; % for anywhere.' }),
  host_all: arg.boolean({ default: false, doc: 'All hosts of a user that exists.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it exists.' }),
  password: arg.string({ secret: true, doc: 'Its password.' }),
  encrypted: arg.boolean({ default: false, doc: 'Whether the password is the hash of mysql_native_password.' }),
  update_password: arg.oneOf(
    'always',
    'on_create',
    'on_new_username',
  )({
    default: 'always',
    doc: 'When the password is set; on_new_username takes that of the same user at another host.',
  }),
  plugin: arg.string({ doc: 'The plugin that it authenticates with.' }),
  plugin_hash_string: arg.string({ secret: true, doc: 'The hash for the plugin.' }),
  plugin_auth_string: arg.string({ secret: true, doc: 'The text for the plugin.' }),
  salt: arg.string({ doc: 'The salt of sha256 passwords.' }),
  priv: arg.raw({ doc: 'What it may do: db.table:PRIVILEGES, slashes between several; or a dict.' }),
  append_privs: arg.boolean({ default: false, doc: 'Leave other privileges alone.' }),
  subtract_privs: arg.boolean({ default: false, doc: 'Take these privileges away.' }),
  column_case_sensitive: arg.boolean({ doc: 'Keep the case of the columns in privileges.' }),
  tls_requires: arg.dict({ doc: 'What TLS must prove: SSL, X509, or SUBJECT, ISSUER, CIPHER.' }),
  resource_limits: arg.dict({ doc: 'Limits, such as MAX_USER_CONNECTIONS.' }),
  password_expire: arg.oneOf('now', 'never', 'default', 'interval')({ doc: 'When the password ends.' }),
  password_expire_interval: arg.integer({ doc: 'Days, with interval.' }),
  locked: arg.boolean({ doc: 'Whether it cannot log in.' }),
  attributes: arg.dict({ doc: 'Attributes of the user; MySQL 8 has them.' }),
  sql_log_bin: arg.boolean({ default: true, doc: 'Whether the changes go to replicas.' }),
  force_context: arg.boolean({ default: false, doc: 'Use the database mysql, for filters of the binary log.' }),
} as const;
