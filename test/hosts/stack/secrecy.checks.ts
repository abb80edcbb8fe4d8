import { describe, expect, it } from 'vitest';
import type { LabHost } from '../../lab/host.js';
import { on } from './host.js';
import { secrets, vaultPassword } from './site.js';
import type { Stack } from './stack.js';

const everything = [...Object.values(secrets), vaultPassword];
const administrator = [secrets.object_store_root_access_key, secrets.object_store_root_secret_key];
const places = '/etc /home /opt /root /run /srv /tmp /var -path /var/lib/docker/overlay2 -prune -o';

/** Where a secret must not be: what the command prints, and the user that may run it. */
const views: readonly (readonly [where: string, user: 'root' | 'deploy', command: string])[] = [
  ['the process list of another user', 'deploy', 'ps axeww'],
  ['the containers', 'root', `docker ps -aq | xargs -r docker inspect`],
  ["the containers' logs", 'root', 'for c in $(docker ps -aq); do docker logs "$c" 2>&1; done'],
  ['the journal', 'root', 'journalctl --no-pager'],
  [
    'files that another user may read',
    'deploy',
    `find ${places} -type f -perm -o+r -size -2M -print0 | xargs -0 cat 2>/dev/null`,
  ],
];

/** Secrets and accounts. */
export function secrecyChecks(stack: () => Stack): void {
  const all = () => [...stack().observers, ...stack().slaves];

  describe('secrets and accounts', () => {
    it.each(views)('shows no secret in %s', async (where, user, command) => {
      for (const host of all()) {
        // The object store takes its administrator's key from nowhere but its environment.
        const allowed = where === 'the containers' && host === stack().observers[2] ? administrator : [];
        const leaks = await leaksIn(host, { user, command });
        expect(leaks.filter((secret) => !allowed.includes(secret))).toEqual([]);
      }
    });

    it('finds a secret that was planted in each of these places', async () => {
      const [host] = stack().observers;
      const planted = secrets.object_store_secret_key;
      await on(
        host,
        `docker run --name planted --entrypoint /bin/promtool ${stack().images['prometheus']} check config ${planted} || true`,
      );
      await on(host, `echo ${planted} | tee /var/tmp/planted | logger`);
      await on(
        host,
        `setsid bash -c 'exec -a ${planted} sleep 600' >/dev/null 2>&1 </dev/null & echo $! > /run/planted.pid`,
      );
      const found = await Promise.all(views.map(([, user, command]) => leaksIn(host, { user, command })));
      await on(
        host,
        'docker rm planted; rm /var/tmp/planted; kill $(cat /run/planted.pid); journalctl --rotate --vacuum-time=1s',
      );
      expect(found).toEqual(views.map(() => [planted]));
    });

    it('prints no secret in any run', () => {
      const printed = stack().outputs.join('\n');
      expect(printed.length).toBeGreaterThan(1000);
      expect(everything.filter((secret) => printed.includes(secret))).toEqual([]);
    });

    it('keeps secrets in files of root that only the service may read', async () => {
      for (const host of stack().observers) {
        const modes = await on(host, "stat -c '%a %u:%g' /etc/observer/secrets/* | sort -u");
        expect(modes).toBe('440 0:10901');
      }
      for (const host of all())
        expect(await on(host, "stat -c '%a %u:%g' /etc/observer/telegraf/secrets/*")).toBe('440 0:10909');
    });

    it('runs nothing as root', async () => {
      for (const host of all()) {
        const users = await on(
          host,
          "docker ps -q | xargs docker inspect -f '/proc/{{.State.Pid}}' | xargs stat -c %u | sort -u",
        );
        expect(users.split('\n')).toEqual(host === all()[3] || host === all()[4] ? ['10909'] : ['10901', '10909']);
      }
    });
  });
}

async function leaksIn(
  host: LabHost,
  { user, command }: { user: 'root' | 'deploy'; command: string },
): Promise<string[]> {
  // In memory, and in a file of its own: several views of a host are searched at once.
  const search = `p=$(mktemp -p /dev/shm); cat > "$p"; { ${command}; } | grep -aoFf "$p" | sort -u; rm "$p"`;
  const { stdout } = await host.ssh(search, { user, input: everything.join('\n') });
  return stdout.split('\n').filter(Boolean);
}
