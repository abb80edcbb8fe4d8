/** Lookups of well-known collections that are not built in, by how their names begin, and what each works with. */
const needs: readonly (readonly [prefix: string, need: string])[] = [
  ['amazon.aws.', 'the API of AWS'],
  ['community.hashi_vault.', 'a server of HashiCorp Vault'],
  ['kubernetes.core.', 'the API of Kubernetes'],
  ['community.dns.', 'a DNS server'],
  ['community.general.dig', 'a DNS server'],
  ['community.general.dnstxt', 'a DNS server'],
  ['community.general.bitwarden', 'the program bw or bws'],
  ['community.general.chef_databag', 'a Chef server'],
  ['community.general.consul_kv', 'a Consul server'],
  ['community.general.credstash', 'the API of AWS'],
  ['community.general.cyberarkpassword', 'the program clipasswordsdk'],
  ['community.general.etcd', 'an etcd server'],
  ['community.general.github_app_access_token', 'the API of GitHub'],
  ['community.general.hiera', 'the program hiera'],
  ['community.general.keyring', "the desktop's key ring"],
  ['community.general.lastpass', 'the program lpass'],
  ['community.general.lmdb_kv', 'the library LMDB'],
  ['community.general.onepassword', 'the program op'],
  ['community.general.redis', 'a Redis server'],
  ['community.general.revbitspss', 'a RevBits server'],
  ['community.general.shelvefile', 'Python'],
  ['community.general.tss', 'a Thycotic server'],
];

/** What to do about a lookup that is not built in: what it works with, and how to do without. */
export function lookupHint(name: string): string | undefined {
  const need = needs.find(([prefix]) => name.startsWith(prefix))?.[1];
  return need && `it works with ${need} and is not built in; get the value in a task (command, uri) and register it`;
}
