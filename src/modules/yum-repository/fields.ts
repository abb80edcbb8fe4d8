import { arg } from '../../module-kit/index.js';

const text = (doc: string, aliases: readonly string[] = []) => arg.string({ doc, aliases });
const flag = (doc: string, aliases: readonly string[] = []) => arg.boolean({ doc, aliases });
const list = (doc: string, aliases: readonly string[] = []) => arg.list(arg.string({ doc: '' }))({ doc, aliases });

/** What a repository's section may say, by the names of the task; all but the description stand there under them. */
export const fields = {
  async: flag('No effect since dnf.'),
  bandwidth: text('Most bytes a second, of which throttle takes a part.'),
  baseurl: list('Addresses of the directory with repodata.'),
  cost: text('What it costs to fetch from here; the cheaper repository wins.'),
  countme: flag('Whether the client may be counted.'),
  deltarpm_metadata_percentage: text('When metadata of deltas is too large to be worth it, in percent.'),
  deltarpm_percentage: text('When a delta is too large to be worth it, in percent.'),
  description: text('The name for people.'),
  enabled: flag('Whether it is used.'),
  enablegroups: flag('Whether its groups can be used.'),
  exclude: list('Packages that are never taken from here.', ['excludepkgs']),
  failovermethod: arg.oneOf('roundrobin', 'priority')({ doc: 'Which address comes first.' }),
  gpgcakey: text("Address of the key that signed the repository's key."),
  gpgcheck: flag('Whether packages must be signed.'),
  gpgkey: list('Addresses of the keys.'),
  http_caching: arg.oneOf('all', 'packages', 'none')({ doc: 'What caches on the way may keep.' }),
  include: text('A file to be read as a part of this one.'),
  includepkgs: list('The only packages that are taken from here.'),
  ip_resolve: arg.oneOf('4', '6', 'IPv4', 'IPv6', 'whatever')({ doc: 'The kind of address to use.' }),
  keepalive: flag('No effect since dnf.'),
  keepcache: arg.oneOf('0', '1')({ doc: 'Whether packages are kept when they are installed.' }),
  metadata_expire: text('How long the index is good for.'),
  metadata_expire_filter: arg.oneOf(
    'never',
    'read-only:past',
    'read-only:present',
    'read-only:future',
  )({ doc: 'Which commands may work with an old index.' }),
  metalink: text('Address of a metalink file.'),
  mirrorlist: text('Address of a list of addresses.'),
  mirrorlist_expire: text('No effect since dnf.'),
  module_hotfixes: flag('Whether modules do not hide its packages.'),
  password: arg.string({ secret: true, doc: 'Password for the server.' }),
  priority: text('The smaller one wins.'),
  protect: flag('No effect since dnf.'),
  proxy: text('Address of a proxy; _none_ for none.'),
  proxy_password: arg.string({ secret: true, doc: 'Password for the proxy.' }),
  proxy_username: text('User of the proxy.'),
  repo_gpgcheck: flag('Whether the index must be signed.'),
  retries: text('How often a download is tried; 0 is without end.'),
  s3_enabled: flag('Whether requests are signed for S3.'),
  skip_if_unavailable: flag('Go on without it when it cannot be reached.'),
  ssl_check_cert_permissions: flag('Whether certificates must be readable.'),
  sslcacert: text('Directory with certificates of authorities.', ['ca_cert']),
  sslclientcert: text('Certificate of the client.', ['client_cert']),
  sslclientkey: text('Key of the client.', ['client_key']),
  sslverify: flag("Whether the server's certificate must be valid.", ['validate_certs']),
  throttle: text('Most bytes a second, or a part of bandwidth.'),
  timeout: text('Seconds to connect.'),
  ui_repoid_vars: text('Variables that are shown in names.'),
  username: text('User of the server.'),
} as const;

export type FieldName = keyof typeof fields;
const severalLines: ReadonlySet<string> = new Set(['baseurl', 'gpgkey']);

/** The section of a repository as the task wants it, its keys sorted. */
export function sectionOf(given: Readonly<Record<FieldName, unknown>>): Map<string, string> {
  // The keys of the definition are the names of the values.
  const names = (Object.keys(fields) as FieldName[]).filter((name) => given[name] !== undefined);
  const entries = names.map((name): [string, string] => [
    name === 'description' ? 'name' : name,
    valueOf(name, given[name]),
  ]);
  return new Map(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function valueOf(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return Array.isArray(value) ? value.join(severalLines.has(name) ? '\n' : ' ') : String(value);
}
