import { describe, expect, it } from 'vitest';
import { containerLives, on, runningContainers } from './host.js';
import type { Stack } from './stack.js';

/** What the first run leaves, and that the next ones leave it alone. */
export function installChecks(stack: () => Stack): void {
  const all = () => [...stack().observers, ...stack().slaves];

  describe('installing', { timeout: 20 * 60_000 }, () => {
    it('shows a plan for bare hosts, and touches nothing', async () => {
      const run = await stack().provision('--check');
      expect(run.changes).toContainEqual(expect.stringContaining('Create the account of the observer'));
      for (const host of all()) expect(await on(host, 'ls /etc | grep -xE "observer|docker" || true')).toBe('');
    });

    it('refuses what is missing in the vault, before the first change', async () => {
      const run = await stack().tryProvision('-e', 'telegraf_scrape_password=change-me');
      expect(run.exitCode).toBe(2);
      expect(run.changes).toEqual([]);
      expect(run.failures.join()).toContain('telegraf_scrape_password');
    });

    it('installs the observers first when only they are asked for', async () => {
      const run = await stack().provision('-t', 'observer');
      expect(run.changes).toContainEqual(expect.stringContaining('Install Docker'));
      expect(await runningContainers(stack().observers[2])).toEqual([
        'pushgateway',
        'telegraf',
        'thanos-bucket-web',
        'thanos-compact',
        'thanos-store01',
        'versitygw',
      ]);
      for (const host of stack().slaves) expect(await on(host, 'ls /etc | grep -x observer || true')).toBe('');
    });

    it('installs one slave alone, and refreshes the scrape targets from there', async () => {
      const [slave] = stack().slaves;
      const before = await containerLives(stack().observers[0]);
      await on(stack().observers[0], 'rm /etc/observer/prometheus01/file_sd/telegraf.json');
      const run = await stack().provision('-t', 'slave_servers', '-l', slave.name);
      expect(await runningContainers(slave)).toEqual(['telegraf']);
      expect(run.changes).toContainEqual(expect.stringContaining('scrape targets'));
      expect(await on(stack().observers[0], 'cat /etc/observer/prometheus01/file_sd/telegraf.json')).toContain(
        slave.address,
      );
      expect(await containerLives(stack().observers[0])).toBe(before);
    });

    it('installs the rest', async () => {
      await stack().provision();
      for (const slave of stack().slaves) expect(await runningContainers(slave)).toEqual(['telegraf']);
    });

    it('changes nothing when nothing has changed', async () => {
      const before = await Promise.all(all().map(containerLives));
      expect((await stack().provision()).changes).toEqual([]);
      expect(await Promise.all(all().map(containerLives))).toEqual(before);
      expect((await stack().provision('--check')).changes).toEqual([]);
    });
  });
}
