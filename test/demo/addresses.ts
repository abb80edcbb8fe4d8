import { replicasOf, type SiteHost } from './inventory.js';

/** What to open in a browser, by what it is. */
export function addressesOf(observers: readonly SiteHost[]): Readonly<Record<string, string>> {
  const replicas = replicasOf(observers);
  const bucket = observers.at(-1)?.address ?? '';
  const each = (name: string, port: number, hosts = replicas) =>
    hosts.map(({ address }, index) => [`${name}0${index + 1}`, `http://${address}:${port}`] as const);
  return Object.fromEntries([
    ...each('thanos-query', 10904),
    ...each('prometheus', 9090),
    ...each('alertmanager', 9093, replicas.slice(0, 2)),
    ...each('thanos-rule', 10908),
    ['bucket-web', `http://${bucket}:10914`],
    ['pushgateway', `http://${bucket}:9091`],
  ]);
}
