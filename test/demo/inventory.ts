import { registryAddress } from '../lab/registry.js';

/** A host of the demo's inventory. */
export interface SiteHost {
  readonly name: string;
  readonly address: string;
}

/** What the inventory is made from. */
export interface SitePlan {
  readonly observers: readonly SiteHost[];
  readonly slaves: readonly SiteHost[];
  /** By the names of `observer_images`. */
  readonly images: Readonly<Record<string, string>>;
  readonly key: string;
  readonly knownHosts: string;
  readonly vault: string;
}

/** The Prometheus servers: every observer but the last, which has the bucket; with two, both. */
export function replicasOf(observers: readonly SiteHost[]): readonly SiteHost[] {
  return observers.length > 2 ? observers.slice(0, -1) : observers;
}

/** The inventory file, in the groups of the shipped example. */
export function hostsFile({ observers, slaves }: SitePlan): string {
  const replicas = replicasOf(observers);
  const last = observers.slice(-1);
  const placements = replicas.map(
    (host, index) => `            cluster${twoDigits(index + 1)}:
              hosts:
                ${host.name}:
              vars:
                prometheus_index: ${index + 1}
`,
  );
  return `all:
  children:
    observer:
      children:
        prometheus:
          children:
${placements.join('')}        thanos:
          children:
${group('thanos_query', replicas)}${group('thanos_rule', replicas)}${group('thanos_store', last)}${group('thanos_compact', last)}        alertmanager:
${members(replicas.slice(0, 2), 10)}        object_storage:
${members(last, 10)}      hosts:
${addresses(observers)}    slave_servers:
      hosts:
${addresses(slaves)}`;
}

/** The settings. What differs from a site that people rely on is that it shows something within minutes. */
export function settingsFile({ images, key, knownHosts, vault }: SitePlan): string {
  return `# Written by npm run demo.
ansible_user: deploy
ansible_become: true
ansible_ssh_private_key_file: ${key}
ansible_ssh_common_args: -o UserKnownHostsFile=${knownHosts}

observer_cluster: demo
observer_vault_file: ${vault}
observer_images:
${lines(Object.entries(images).map(([name, image]) => `  ${name}: ${image}`))}observer_docker_insecure_registries: ["${registryAddress}"]

# Blocks of a minute instead of two hours, so that the bucket has one soon.
provision_lab: true
prometheus_block_duration: 1m
prometheus_extra_args: [--storage.tsdb.block-reload-interval=5s]
prometheus_scrape_interval: 5s
prometheus_scrape_timeout: 5s
prometheus_evaluation_interval: 5s
telegraf_interval: 5s
thanos_store_sync_interval: 15s
`;
}

function group(name: string, hosts: readonly SiteHost[]): string {
  return `            ${name}:\n${members(hosts, 14)}`;
}

function members(hosts: readonly SiteHost[], indent: number): string {
  const space = ' '.repeat(indent);
  return `${space}hosts:\n${lines(hosts.map(({ name }) => `${space}  ${name}:`))}`;
}

function addresses(hosts: readonly SiteHost[]): string {
  return lines(hosts.map(({ name, address }) => `        ${name}:\n          ansible_host: ${address}`));
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
