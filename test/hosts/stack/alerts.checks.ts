import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../demo/stack-client.js';
import { on } from './host.js';
import { secrets } from './site.js';
import type { Stack } from './stack.js';

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
}

/** Alerts: two servers and two Alertmanagers tell once. */
export function alertChecks(stack: () => Stack): void {
  describe('alerts', { timeout: 20 * 60_000 }, () => {
    it('tells once about what both servers see, with the label of neither', async () => {
      const rules = await writeRule(stack(), 'CheckOnce');
      const starts = await processStarts(stack());
      await stack().provision('-t', 'prometheus', '-e', rules);
      expect(await processStarts(stack())).toEqual(starts);
      await expectOneNotification(stack(), 'CheckOnce');
      for (const replica of [0, 1]) {
        const alerts = await alertsAt(stack(), replica, 'CheckOnce');
        expect(alerts.map(({ labels }) => labels['replica'])).toEqual([undefined]);
      }
    });

    it('tells once with one Alertmanager dead', async () => {
      const [, second] = stack().observers;
      await on(second, 'docker kill alertmanager02');
      await stack().provision('-t', 'prometheus', '-e', await writeRule(stack(), 'CheckOnceMore'));
      await expectOneNotification(stack(), 'CheckOnceMore');
      await on(second, 'docker start alertmanager02');
      await eventually(
        'both Alertmanagers see each other',
        60,
        async () => (await peersOf(stack())) === 2 || undefined,
      );
    });

    it('shows two alerts when the label of the replica is kept', async () => {
      for (const [replica, host] of stack().observers.slice(0, 2).entries()) {
        await on(
          host,
          `sed -i 's/regex: replica$/regex: nothing/' /etc/observer/prometheus0${replica + 1}/prometheus.yml`,
        );
        await reload(host.address);
      }
      await eventually('an alert of each replica', 120, async () => {
        const replicas = (await alertsAt(stack(), 0, 'Watchdog')).map(({ labels }) => labels['replica']);
        return (replicas.includes('prometheus01') && replicas.includes('prometheus02')) || undefined;
      });
      const run = await stack().provision('-t', 'prometheus');
      expect(run.changes).toContainEqual(expect.stringContaining('Put the configuration of prometheus01 in place'));
    });
  });
}

/** Writes a rule that always fires; returns what to run provision with. */
async function writeRule({ directory }: Stack, alert: string): Promise<string> {
  const file = join(directory, `${alert}.yml`);
  await writeFile(file, JSON.stringify({ groups: [{ name: alert, rules: [{ alert, expr: 'vector(1)' }] }] }));
  return JSON.stringify({ prometheus_alert_rules_files: [file] });
}

/** The first notification comes from one member; the other one's turn, had it missed that, is 15 seconds later. */
async function expectOneNotification({ webhook }: Stack, alert: string): Promise<void> {
  await eventually(`a notification about ${alert}`, 60, () => Promise.resolve(webhook.about(alert)[0]));
  const end = Date.now() + 30_000;
  await eventually(`the other member's turn`, 60, () => Promise.resolve(Date.now() > end || undefined));
  expect(webhook.about(alert).map(({ status, alerts }) => [status, alerts.length])).toEqual([['firing', 1]]);
}

async function reload(address: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`admin:${secrets.admin}`).toString('base64')}`;
  const { status } = await fetch(`http://${address}:9090/-/reload`, { method: 'POST', headers: { authorization } });
  expect(status).toBe(200);
}

async function alertsAt({ client, observers }: Stack, replica: number, alert: string): Promise<readonly Alert[]> {
  const filter = encodeURIComponent(`alertname="${alert}"`);
  return (await client.get(`${observers[replica]?.address}:9093`, `/api/v2/alerts?filter=${filter}`)) as Alert[];
}

async function peersOf({ client, observers }: Stack): Promise<number> {
  const status = await client.get(`${observers[0].address}:9093`, '/api/v2/status');
  return (status as { cluster: { peers: unknown[] } }).cluster.peers.length;
}

async function processStarts({ client, observers }: Stack): Promise<number[]> {
  const ask = (address: string) => client.query(`${address}:9090`, 'process_start_time_seconds{job="prometheus"}');
  return (await ask(observers[0].address)).map(({ value }) => value).sort();
}
