import { arg, type ValuesOf } from '../../module-kit/index.js';

/** The arguments that say how a PostgreSQL server is reached; every module of the family has them. */
export const connectionArguments = {
  login_host: arg.string({ default: '', aliases: ['host'], doc: 'Where the server is; its local socket without one.' }),
  login_port: arg.integer({ default: 5432, aliases: ['port'], doc: 'Its port.' }),
  login_unix_socket: arg.string({ default: '', aliases: ['unix_socket'], doc: 'The directory of its local socket.' }),
  login_user: arg.string({ default: 'postgres', aliases: ['login'], doc: 'The role to log in as.' }),
  login_password: arg.string({ default: '', secret: true, doc: 'The password of that role.' }),
  ssl_mode: arg.oneOf(
    'allow',
    'disable',
    'prefer',
    'require',
    'verify-ca',
    'verify-full',
  )({ default: 'prefer', doc: 'Whether the connection is encrypted, and the server verified.' }),
  ca_cert: arg.string({ aliases: ['ssl_rootcert'], doc: 'CA certificate on the target.' }),
  ssl_cert: arg.path({ doc: 'Client certificate on the target.' }),
  ssl_key: arg.path({ doc: 'Key of the client certificate on the target.' }),
  connect_params: arg.dict({ default: new Map(), doc: 'Further parameters of the connection, by their libpq names.' }),
  session_role: arg.string({ doc: 'The role to become after logging in.' }),
  trust_input: arg.boolean({ default: true, doc: 'Accept values that look like SQL of their own.' }),
} as const;

/** The database that a session uses, for modules that work inside one. */
export const databaseArgument = {
  login_db: arg.string({ default: '', aliases: ['db'], doc: 'The database to connect to.' }),
} as const;

export type ConnectionArguments = ValuesOf<typeof connectionArguments>;

/** How to reach a server, and the database there; libpq chooses one when it is empty. */
export interface Login extends ConnectionArguments {
  readonly database: string;
}
