import { arg, type ValuesOf } from '../../module-kit/index.js';

/** The arguments that say how a MySQL or MariaDB server is reached; every module of the family has them. */
export const connectionArguments = {
  login_user: arg.string({ doc: 'The user to log in as.' }),
  login_password: arg.string({ secret: true, doc: 'The password of that user.' }),
  login_host: arg.string({ default: 'localhost', doc: 'Where the server is.' }),
  login_port: arg.integer({ default: 3306, doc: 'Its port.' }),
  login_unix_socket: arg.string({ doc: 'Its local socket.' }),
  config_file: arg.path({ default: '~/.my.cnf', doc: 'A file of options on the target with user and password.' }),
  connect_timeout: arg.integer({ default: 30, doc: 'Seconds to wait for the connection.' }),
  client_cert: arg.path({ aliases: ['ssl_cert'], doc: 'Client certificate on the target.' }),
  client_key: arg.path({ aliases: ['ssl_key'], doc: 'Key of the client certificate on the target.' }),
  ca_cert: arg.path({ aliases: ['ssl_ca'], doc: 'CA certificate on the target.' }),
  check_hostname: arg.boolean({ doc: 'Whether the certificate must be for the name of the server.' }),
} as const;

/** For modules that may begin as root without a password, on a server that is new. */
export const implicitAdmin = {
  check_implicit_admin: arg.boolean({ default: false, doc: 'Try root without a password first.' }),
} as const;

/** Variables of the session that the statements run in. */
export const sessionArguments = {
  session_vars: arg.dict({ doc: 'Variables to set for the session.' }),
} as const;

export type Login = ValuesOf<typeof connectionArguments> & { readonly database?: string | undefined };
