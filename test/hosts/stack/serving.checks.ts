import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { eventually } from '../../demo/stack-client.js';
import { on } from './host.js';
import { ask, querierOf, sidecarOf } from './metrics.js';
import { secrets } from './site.js';
import type { Stack } from './stack.js';

interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly health: string;
}

interface Store {
  readonly name: string;
  readonly lastError: string | null;
}

const onePrometheus = 'up{job="prometheus",instance="prometheus01"}';

/** Scraping, and the one view of both replicas. */
export function servingChecks(stack: () => Stack): void {
  describe('serving', { timeout: 20 * 60_000 }, () => {
    it('has every component ready, and none for strangers', async () => {
      for (const [url, user, password] of readinessUrls(stack())) {
        const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
        expect([url, (await fetch(url, { headers: { authorization } })).status]).toEqual([url, 200]);
        expect([url, (await fetch(url)).status]).toEqual([url, 401]);
      }
    });

    it('scrapes the same targets from both replicas, all of them up', async () => {
      const [first, second] = await Promise.all(
        [0, 1].map((replica) => eventually('all targets are up', 120, () => findTargetsUp(stack(), replica))),
      );
      expect(second).toEqual(first);
      const names = [...stack().observers, ...stack().slaves].map(({ name }) => `telegraf ${name}`);
      expect(first).toEqual(expect.arrayContaining(names));
    });

    it('gives both replicas the same configuration but for their names', async () => {
      const [first, second] = await Promise.all([0, 1].map((replica) => configurationOf(stack(), replica)));
      expect(second).toBe(first);
    });

    it('has every endpoint of endpoints.yml in the querier, without an error', async () => {
      await eventually(
        'the querier has all stores',
        90,
        async () => (await lostStores(stack())).length === 0 || undefined,
      );
    });

    it('misses an endpoint that is dead', async () => {
      const dead = '10.77.0.1:1';
      const file = '/etc/observer/query/endpoints.yml';
      await on(stack().observers[0], `cp ${file} /root/endpoints.yml && echo '  - address: "${dead}"' >> ${file}`);
      expect(await lostStores(stack())).toEqual([dead]);
      const run = await stack().provision('-t', 'query');
      expect(run.changes).toEqual([expect.stringContaining('Put the configuration of thanos-query01 in place')]);
      expect(await on(stack().observers[0], `cmp ${file} /root/endpoints.yml && echo same`)).toBe('same');
    });

    it('has one series with deduplication, and one a replica without', async () => {
      const merged = await ask(stack(), onePrometheus);
      expect(merged.map(({ labels }) => labels['replica'])).toEqual([undefined]);
      const all = await ask(stack(), onePrometheus, { dedup: false });
      expect(all.map(({ labels }) => labels['replica']).sort()).toEqual(['prometheus01', 'prometheus02']);
    });

    it('has the metrics of every host through the querier, and no errors of Telegraf', async () => {
      const counts = await ask(stack(), 'count by (instance) (system_uptime{job="telegraf"})');
      const names = [...stack().observers, ...stack().slaves].map(({ name }) => name);
      expect(counts.map(({ labels, value }) => [labels['instance'], value]).sort()).toEqual(
        names.map((name) => [name, 1]).sort(),
      );
      const errors = await ask(
        stack(),
        'max by (instance) (internal_write_errors + on (instance) internal_agent_gather_errors)',
      );
      expect(errors.map(({ value }) => value)).toEqual(names.map(() => 0));
    });

    // Blocks of this time keep the label: whoever asks all stores sees it for five minutes more.
    it('shows a second label that differs between the replicas', async () => {
      const stores = [sidecarOf(stack(), 0), sidecarOf(stack(), 1)];
      const count = async () => (await ask(stack(), onePrometheus, { stores })).length;
      expect(await count()).toBe(1);
      const labels = { prometheus_external_labels: { placement: '{{ inventory_hostname }}' } };
      await stack().provision('-t', 'prometheus', '-e', JSON.stringify(labels));
      await eventually('deduplication fails', 60, async () => (await count()) === 2 || undefined);
      await stack().provision('-t', 'prometheus');
      await eventually('deduplication works again', 60, async () => (await count()) === 1 || undefined);
    });
  });
}

function readinessUrls({
  observers: [first, second, third],
  slaves,
}: Stack): [url: string, user: string, password: string][] {
  const pair = [first, second].flatMap(({ address }) =>
    [9090, 10902, 10904, 10908, 9093].map((port) => `${address}:${port}`),
  );
  const single = [10906, 10910, 10914, 9091].map((port) => `${third.address}:${port}`);
  return [
    ...[...pair, ...single].map((at) => [`http://${at}/-/ready`, 'admin', secrets.admin] as [string, string, string]),
    ...[first, second, third, ...slaves].map(
      ({ address }) =>
        [`http://${address}:9273/metrics`, 'scrape', secrets.telegraf_scrape_password] as [string, string, string],
    ),
  ];
}

async function findTargetsUp(stack: Stack, replica: number): Promise<string[] | undefined> {
  const answer = await stack.client.get(`${stack.observers[replica]?.address}:9090`, '/api/v1/targets?state=active');
  const targets = (answer as { data: { activeTargets: Target[] } }).data.activeTargets;
  if (targets.length === 0 || targets.some(({ health }) => health !== 'up')) return undefined;
  return targets.map(({ labels }) => `${labels['job']} ${labels['instance']}`).sort();
}

/** The files as they are, but for the replica's name in prometheus.yml. */
async function configurationOf(stack: Stack, replica: number): Promise<string> {
  const name = `prometheus0${replica + 1}`;
  const host = stack.observers[replica];
  if (!host) throw new Error(`there is no replica ${replica}`);
  const main = await on(host, `cat /etc/observer/${name}/prometheus.yml`);
  expect(main).toContain(`replica: ${name}`);
  const others = await on(host, `cd /etc/observer/${name} && grep -r . rules file_sd | sort`);
  return `${main.replaceAll(name, 'prometheusNN')}\n${others}`;
}

/** The endpoints of the file that the querier does not list, or lists with an error. */
async function lostStores(stack: Stack): Promise<string[]> {
  const file: unknown = parse(await on(stack.observers[0], 'cat /etc/observer/query/endpoints.yml'));
  const wanted = (file as { endpoints: { address: string }[] }).endpoints.map(({ address }) => address);
  const answer = await stack.client.get(querierOf(stack), '/api/v1/stores');
  const stores = Object.values((answer as { data: Record<string, Store[]> }).data).flat();
  expect(wanted).toEqual(expect.arrayContaining(stores.map(({ name }) => name)));
  const working = new Set(stores.filter(({ lastError }) => lastError === null).map(({ name }) => name));
  return wanted.filter((address) => !working.has(address));
}
