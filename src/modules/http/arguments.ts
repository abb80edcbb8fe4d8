import { arg, type ValuesOf } from '../../module-kit/index.js';

/** The arguments that uri and get_url share. */
export const httpArguments = {
  url: arg.string({ required: true, doc: 'Address, http:// or https://, as the target sees it.' }),
  url_username: arg.string({ aliases: ['user', 'username'], doc: 'Name for basic authentication.' }),
  url_password: arg.string({ aliases: ['password'], secret: true, doc: 'Password for basic authentication.' }),
  force_basic_auth: arg.boolean({ default: false, doc: 'Send name and password at once instead of after a 401.' }),
  validate_certs: arg.boolean({ default: true, doc: "Whether the server's certificate must be valid." }),
  ca_path: arg.path({ doc: 'File of the target with the certificate authorities to trust.' }),
  client_cert: arg.path({ doc: 'File of the target with the client certificate (and its key).' }),
  client_key: arg.path({ doc: "File of the target with the client certificate's key." }),
  http_agent: arg.string({ default: 'ansible-httpget', doc: 'The User-Agent header.' }),
  decompress: arg.boolean({ default: true, doc: 'Unpack gzip and deflate answers.' }),
  unredirected_headers: arg.list(arg.string({ doc: '' }))({
    default: [],
    doc: 'Headers that are left out after a redirect.',
  }),
  use_proxy: arg.boolean({
    default: true,
    doc: 'Ignored: requests go over the SSH connection, straight from the target.',
  }),
  use_netrc: arg.boolean({ default: true, doc: 'Ignored: ~/.netrc is not read.' }),
  use_gssapi: arg.boolean({ default: false, doc: 'Kerberos authentication; not supported.' }),
  ciphers: arg.list(arg.string({ doc: '' }))({ doc: 'TLS ciphers; not supported.' }),
} as const;

export type HttpValues = ValuesOf<typeof httpArguments>;
