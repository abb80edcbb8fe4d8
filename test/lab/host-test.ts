import { describe, test } from 'vitest';
import { leaseHosts } from './lease.js';
import type { Lab } from './lab.js';
import { labUnavailable } from './prerequisites.js';

/**
 * How tests get real hosts
 * ========================
 * Tests in `test/hosts/` run against throwaway machines (`lab.ts`) as root on Linux; elsewhere they are skipped and
 * the last lines of `npm test` say why. A file asks for hosts and gets fresh ones for itself, in about two seconds:
 *
 *     const it = hostTest({ hosts: 2, docker: false });
 *
 *     it('writes the file on both', async ({ lab }) => {
 *       const [first] = lab.hosts;
 *       expect((await first.ssh('cat /etc/motd')).stdout).toBe('...');
 *     });
 *
 * All tests of the file share them (a test that breaks its host calls `host.reset()` or has a file of its own); at the
 * end they vanish. `lab.key` opens root and deploy; operator and root have `passwords` (`file-system.ts`). The hosts
 * reach Debian's packages and, where `openRegistry` was called, container images; nothing else.
 *
 * A file with one long preparation takes the hosts itself:
 *
 *     describeHosts('the stack', () => {
 *       let lab: Lab;
 *       beforeAll(async () => { lab = await leaseHosts({ hosts: 5 }); });
 *       afterAll(() => lab.close());
 *     });
 */
export function hostTest(options: Parameters<typeof leaseHosts>[0]) {
  const extended = test.extend<{ $file: { lab: Lab } }>({
    lab: [
      // Vitest reads the names of wanted fixtures from this pattern, so it must be there even when empty.
      async ({}, use) => {
        const lab = await leaseHosts(options);
        await use(lab);
        await lab.close();
      },
      { scope: 'file' },
    ],
  });
  return extended.skipIf(labUnavailable() !== undefined);
}

/** A group of tests that need real hosts. */
export const describeHosts = describe.skipIf(labUnavailable() !== undefined);
