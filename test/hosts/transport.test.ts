import { expect, test } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { attach, sh } from '../../src/shell/script.js';
import { describeConnection } from '../contracts/connection.js';
import { passwords } from '../lab/file-system.js';
import { describeHosts } from '../lab/host-test.js';
import { sshLab } from './ssh-lab.js';

const sudo = { method: 'sudo', user: 'root' } as const;

describeHosts('a connection over SSH', () => {
  const lab = sshLab({ hosts: 1 });
  const open = () => lab.connect();
  const su = { method: 'su', user: 'root', password: new Secret(passwords.root) };

  describeConnection('as the login user', { open });
  describeConnection('as root by sudo', { open, become: sudo });
  describeConnection('as root by su with a password', { open, become: su });
  describeConnection('as nobody by sudo, in bash', {
    open: () => lab.connect({ shell: '/bin/bash' }),
    become: { method: 'sudo', user: 'nobody' },
  });

  test.each([
    ['small', 40_000],
    ['streamed', 20_000_000],
  ])('a full disk fails the script before it runs, and leaves nothing half-written: %s', async (_case, size) => {
    const mount = 'mkdir -p /full && mount -t tmpfs -o size=32k,mode=0755 tmpfs /full && cp -a /home/deploy/.ssh /full';
    const move = "chown deploy /full && sed -i 's#:/home/deploy:#:/full:#' /etc/passwd";
    const undo = "sed -i 's#:/full:#:/home/deploy:#' /etc/passwd; umount -l /full";
    await lab.changed(`${mount} && ${move}`, undo, () =>
      lab.using({}, async (connection) => {
        const session = await connection.session();
        const outcome = await session.run(sh`echo ran; cat ${attach(Buffer.alloc(size, 1))}`);
        expect(outcome.stdout.length).toBe(0);
        expect(outcome.status).toBeGreaterThan(0);
        expect(outcome.stderr.toString()).toMatch(/no space|I\/O error/i);
        const left = await session.run(sh`find /full -path '*.provision*' -type f`);
        expect(left.stdout.toString()).toBe('');
      }),
    );
  });

  test('a cut cable is told of, and the next script goes on once it is plugged in again', async () => {
    const options = { sshArguments: ['-o', 'ServerAliveInterval=1', '-o', 'ServerAliveCountMax=1'] };
    await lab.using(options, async (connection) => {
      const session = await connection.session();
      const running = session.run(sh`echo begun; sleep 30`, { onOutput: () => void lab.host().cut() });
      await expect(running).rejects.toMatchObject({ code: 'E0606', ran: 'maybe' });
      await lab.host().heal();
      expect((await session.run(sh`echo fine`)).stdout.toString()).toBe('fine\n');
    });
  });

  test('when sshd allows no more sessions, the next one waits for a place', async () => {
    const few = '/etc/ssh/sshd_config.d/00-few.conf';
    const restart = 'systemctl restart ssh';
    await lab.changed(`echo MaxSessions 2 >${few} && ${restart}`, `rm ${few}; ${restart}`, () =>
      lab.using({}, async (connection) => {
        const session = await connection.session();
        const sizes = [1, 2, 3].map(async () => {
          let size = 0;
          for await (const chunk of await session.read('/etc/passwd')) size += (chunk as Buffer).length;
          return size;
        });
        expect(new Set(await Promise.all(sizes)).size).toBe(1);
      }),
    );
  });
});
