import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { becomeMethods } from '../../src/become/index.js';
import { memoryBytes } from '../../src/shell/byte-source.js';
import { attach, inflow, rawShell, sh } from '../../src/shell/script.js';
import type { BecomeOptions, Connection, ConnectionOptions, Session } from '../../src/transport/connection.js';

/** Options that a test overrides; `HOME` of the controller is an empty folder unless it says otherwise. */
export function connectionOptions(
  options: Partial<ConnectionOptions> & { readonly plugin: string },
): ConnectionOptions {
  return {
    name: 'target',
    address: 'localhost',
    sshArguments: [],
    hostKeyChecking: 'yes',
    connectTimeout: 10,
    shell: '/bin/sh',
    environment: { HOME: '/nonexistent', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    becomeMethods,
    ...options,
  };
}

/** A connection to test, and whose session on it. */
export interface ConnectionUnderTest {
  open(): Promise<Connection>;
  readonly become?: BecomeOptions;
}

/** What every connection must satisfy, with every shell and every way to become somebody. */
export function describeConnection(name: string, subject: ConnectionUnderTest): void {
  describe(name, () => {
    let connection: Connection;
    let session: Session;
    const run = async (...[script, options]: Parameters<Session['run']>) => {
      const { status, stdout, stderr } = await session.run(script, options);
      return { status, stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1') };
    };

    beforeAll(async () => {
      connection = await subject.open();
      session = await connection.session(subject.become);
    });
    afterAll(() => connection.close());

    test('it says who it is', async () => {
      const { stdout } = await run(sh`id -un; id -u; echo "$HOME"`);
      const { user, uid, home } = session.about;
      expect(stdout).toBe(`${user}\n${uid}\n${home}\n`);
    });

    test('status and both streams come back, byte for byte', async () => {
      const script = rawShell(`printf 'a\\000\\377b;'; printf 'no newline' >&2; exit 7`);
      expect(await run(script)).toEqual({ status: 7, stdout: 'a\0\xffb;', stderr: 'no newline' });
    });

    test('megabytes come back', async () => {
      const { stdout } = await session.run(sh`head -c 5000000 /dev/zero`);
      expect(stdout.equals(Buffer.alloc(5_000_000))).toBe(true);
    });

    test.each([
      ['a syntax error', 'echo "unclosed', undefined],
      ['a bracket too many', 'true )', undefined],
      ['exit in the middle', 'exit 4', 4],
      ['a killed command', 'sh -c \'kill -9 "$$"\'', 137],
    ])('%s ends only its script', async (_case, text, status) => {
      const outcome = await run(rawShell(text));
      // Shells disagree about the status of a syntax error.
      if (status === undefined) expect(outcome.status).toBeGreaterThan(0);
      else expect(outcome.status).toBe(status);
      expect(await run(sh`echo fine`)).toEqual({ status: 0, stdout: 'fine\n', stderr: '' });
    });

    test('a script has no input, and leaves nothing to the next', async () => {
      expect((await run(sh`cat; cd /; umask 000; left=over; set -f`)).stdout).toBe('');
      const { stdout } = await run(rawShell('echo "[${left-}]"; umask; pwd'));
      const [left, mask, folder] = stdout.split('\n');
      expect(left).toBe('[]');
      expect(Number(mask)).toBeGreaterThan(0);
      expect(folder).not.toBe('/');
    });

    test('its variables are exported to it alone', async () => {
      const environment = { PROVISION_ODD: `it's "odd"\n$HOME` };
      const { stdout } = await run(sh`sh -c 'printf %s "$PROVISION_ODD"'`, { environment });
      expect(stdout).toBe(environment.PROVISION_ODD);
      expect((await run(sh`printf %s "$PROVISION_ODD"`)).stdout).toBe('');
    });

    test('secrets in a script are on no command line', async () => {
      const environment = { PROVISION_SECRET: 'correct-horse' };
      const script = sh`cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c correct[-]horse; cat ${attach('correct-horse')}`;
      expect((await run(script, { environment })).stdout).toBe('0\ncorrect-horse');
    });

    test.each([
      ['empty', Buffer.alloc(0)],
      ['text', Buffer.from("it's \\n % $HOME\r\nü")],
      ['bytes', randomBytes(1000)],
      ['not quite text', Buffer.from([0xc3, 0x28, 0x80])],
      ['large', randomBytes(300_000)],
    ])('an attachment arrives, private, and is removed: %s', async (_case, content) => {
      const { stdout, stderr } = await session.run(
        sh`cat ${attach(content)}; ls -l ${attach('x')} >&2; echo ${attach('y')} >&2`,
      );
      const [listing, path] = stderr.toString().split('\n');
      expect(stdout.equals(content)).toBe(true);
      expect(listing).toMatch(/^-rw-------/);
      expect((await run(sh`ls ${path ?? '/'}`)).status).toBeGreaterThan(0);
    });

    test('a local file is streamed', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'provision-'));
      const content = randomBytes(2_000_000);
      await writeFile(join(folder, 'file'), content);
      const { stdout } = await run(sh`sha256sum <${attach({ path: join(folder, 'file'), size: content.length })}`);
      await rm(folder, { recursive: true });
      expect(stdout.slice(0, 64)).toBe(createHash('sha256').update(content).digest('hex'));
    });

    test('a local file that is shorter than announced fails the script, and nothing else', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'provision-'));
      await writeFile(join(folder, 'file'), 'short');
      const sending = run(sh`echo ran; cat ${attach({ path: join(folder, 'file'), size: 100_000 })}`);
      await expect(sending).rejects.toMatchObject({ code: 'E0005' });
      await rm(folder, { recursive: true });
      expect((await run(sh`echo fine`)).stdout).toBe('fine\n');
    });

    test('a script reads the bytes behind it, and the next one is none of them', async () => {
      const bytes = randomBytes(3_000_001);
      const seen: number[] = [];
      const together = session.runTogether(sh`${inflow(memoryBytes(bytes))} | sha256sum`, [sh`echo next`], {
        onBytes: (count, total) => seen.push(count / total),
      });
      expect((await together.first).stdout.toString()).toContain(createHash('sha256').update(bytes).digest('hex'));
      expect((await together.others[0])?.stdout.toString()).toBe('next\n');
      expect(seen.at(-1)).toBe(1);
    });

    test('bytes that a failing script has not read are no commands', async () => {
      const bytes = Buffer.from('echo taken as a command\n'.repeat(100_000));
      const together = session.runTogether(sh`echo no >&2; exit 3; ${inflow(memoryBytes(bytes))}`, [sh`echo next`]);
      expect(await together.first).toMatchObject({ status: 3, stderr: Buffer.from('no\n') });
      await expect(together.others[0]).rejects.toThrow('not sent');
      expect((await run(sh`echo on`)).stdout).toBe('on\n');
    });

    test('a script that leaves bytes unread is an error, and nothing else', async () => {
      const bytes = Buffer.from('echo taken as a command\n'.repeat(500_000));
      const input = inflow(memoryBytes(bytes));
      await expect(run(sh`: ${input.size}; exit 0; ${input}`)).rejects.toMatchObject({ code: 'E0802' });
      expect((await run(sh`echo on`)).stdout).toBe('on\n');
    });

    test.each([
      ['fewer', 99],
      ['more', 101],
    ])('a source with %s bytes than it said fails the script, and nothing else', async (_case, count) => {
      const source = {
        name: 'it',
        size: 100,
        open: async function* () {
          yield Buffer.alloc(count);
        },
      };
      await expect(run(sh`${inflow(source)} | wc -c`)).rejects.toMatchObject({ code: 'E0005' });
      expect((await run(sh`echo on`)).stdout).toBe('on\n');
    });

    test('scripts wait for each other', async () => {
      const outcomes = await Promise.all([1, 2, 3, 4, 5].map((number) => run(sh`echo ${number}`)));
      expect(outcomes.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
    });

    test('output is seen as it arrives', async () => {
      const chunks: string[] = [];
      await run(sh`echo one; echo two >&2`, { onOutput: (chunk) => chunks.push(chunk.toString()) });
      expect(chunks.join('').split('\n').sort()).toEqual(['', 'one', 'two']);
    });

    test('a process left behind does not hold the session', async () => {
      const { stdout } = await run(sh`sleep 60 & echo "$!"`);
      expect((await run(sh`kill ${stdout.trim()} && echo fine`)).stdout).toBe('fine\n');
    });

    test('a script that takes too long is ended with all it started', async () => {
      const script = sh`sleep 61.4242 & sh -c 'sleep 62.4242; true'; echo never`;
      await expect(run(script, { timeout: 0.3 })).rejects.toMatchObject({ code: 'E0608' });
      const { stdout } = await run(sh`cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c '6[12].4242'`);
      expect(stdout).toBe('0\n');
    });

    test('what waits behind a script that is ended ends with it, heeded or not', async () => {
      const together = session.runTogether(sh`sleep 60`, [sh`echo never`], { timeout: 0.2 });
      await expect(together.first).rejects.toMatchObject({ code: 'E0608' });
      await expect(together.others[0]).rejects.toMatchObject({ code: 'E0606' });
      expect((await run(sh`echo fine`)).stdout).toBe('fine\n');
    });

    test('a shell that is killed is told of, and replaced', async () => {
      await expect(run(rawShell('kill -9 $$'))).rejects.toMatchObject({ code: 'E0606', ran: 'maybe' });
      expect((await run(sh`echo fine`)).stdout).toBe('fine\n');
    });

    test('a file is read as a stream', async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of await session.read('/etc/passwd')) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toBe((await session.run(sh`cat /etc/passwd`)).stdout.toString());
    });

    test.each([['/nonexistent'], ['/etc']])('%s cannot be read', async (path) => {
      await expect(session.read(path)).rejects.toMatchObject({ code: 'E0005' });
    });

    test('sessions of a user are shared', async () => {
      const [one, other] = await Promise.all([connection.session(subject.become), connection.session(subject.become)]);
      expect(one).toBe(other);
    });

    test('a user that is left gets a new shell, and nobody else does', async () => {
      const { become } = subject;
      const login = await connection.session();
      const one = await connection.session(become);
      await connection.leave(become?.user ?? 'nobody-here');
      expect((await connection.session(become)) === one).toBe(become === undefined);
      expect(await connection.session()).toBe(login);
    });

    test('after a reset it goes on with a new shell, and the private folder is gone', async () => {
      const { stdout } = await run(sh`dirname ${attach('x')}; echo $$`);
      const [folder, pid] = stdout.split('\n');
      await connection.reset();
      const after = await (await connection.session(subject.become)).run(sh`ls -d ${folder ?? '/'}; echo $$`);
      expect(after.stdout.toString()).not.toContain(folder);
      expect(after.stdout.toString().trim()).not.toBe(pid);
    });
  });
}
