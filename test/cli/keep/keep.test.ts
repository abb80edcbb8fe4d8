import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '../../../src/engine/exit-codes.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'provision-keep-'));
const command = join(directory, 'provision.mjs');
const home = join(directory, 'home');
const sockets = join(home, '.cache', 'provision', 'keep');

const site: Readonly<Record<string, string>> = {
  hosts: 'here ansible_connection=local\n',
  'pid.yml': play("debug: { msg: \"env={{ lookup('env', 'MARK') }} cwd={{ lookup('pipe', 'pwd; umask') }}\" }"),
  'warns.yml': `${play("debug: { msg: \"{{ lookup('pipe', 'echo aloud >&2') }}\" }")}      when: inventory_hostname\n`,
  'fails.yml': play('fail: { msg: on purpose }'),
  'waits.yml': play(
    `shell: 'echo $$ > ${directory}/pid; touch ${directory}/started; while [ ! -e ${directory}/go ]; do sleep 0.05; done'`,
  ),
  'vaulted.yml': play('debug: { msg: fine }'),
};

function play(task: string): string {
  return `- hosts: all\n  gather_facts: false\n  tasks:\n    - ${task}\n`;
}

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
}

/** Starts the command in the site; it keeps for a minute unless told otherwise. */
function start(line: string, { env = {}, input = '', cwd = directory }: Given = {}) {
  return execa(process.execPath, [command, ...line.split(' ')], {
    cwd,
    env: { HOME: home, PATH: process.env['PATH'], PROVISION_KEEP: '60', ANSIBLE_CONFIG: '/dev/null', ...env },
    extendEnv: false,
    reject: false,
    input,
  });
}

/** Waits until something is so: another process makes it so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const statusOf = async (): Promise<string> => (await start('keep status')).stdout;
const keeper = async (): Promise<number> => Number(/process (\d+)/.exec(await statusOf())?.[1]);
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);
const isLinux = existsSync('/proc/self/environ');

describe('a run in a keeper', () => {
  beforeAll(async () => {
    mkdirSync(home);
    for (const [name, text] of Object.entries(site)) writeFileSync(join(directory, name), text);
    await execa(process.execPath, [join(root, 'scripts/build.mjs'), command]);
  }, 120_000);
  afterEach(async () => {
    await start('keep stop');
    // One that was in the middle of a run ends after it, and declines what comes until then.
    while ((await statusOf()) !== 'nothing is kept') await start('keep stop');
    for (const name of ['go', 'started', 'pid']) rmSync(join(directory, name), { force: true });
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test("has each caller's environment, directory and umask", async () => {
    const one = await start('-i hosts pid.yml -v', { env: { MARK: 'first' } });
    expect(one.stdout).toContain('env=first');
    const before = await keeper();
    mkdirSync(join(directory, 'below'), { recursive: true });
    const two = await start('-i ../hosts ../pid.yml -v', { cwd: join(directory, 'below') });
    expect(two.stdout).toMatch(/env= /);
    expect(await keeper()).toBe(before);
    expect(await statusOf()).toContain('2 runs');
  });

  test('tells the same, and ends with the same code, as without', async () => {
    const duration = /\d+\.\ds/g;
    await start('-i hosts warns.yml -v');
    const lines = ['-i hosts warns.yml -v', '-i hosts fails.yml', '-i hosts missing.yml', '-i hosts --bogus'];
    for (const line of lines) {
      const [kept, own] = [await start(line), await start(line, { env: { PROVISION_KEEP: '0' } })];
      expect([kept.exitCode, kept.stdout.replace(duration, ''), kept.stderr]).toEqual([
        own.exitCode,
        own.stdout.replace(duration, ''),
        own.stderr,
      ]);
    }
  });

  test('asks its caller', async () => {
    const answered = await start('-i hosts pid.yml -K', { input: 'typed\n' });
    expect([answered.exitCode, answered.stderr]).toEqual([0, expect.stringContaining('BECOME password:')]);
    const silent = await start('-i hosts pid.yml -K');
    expect(silent.stderr).toContain('E0007');
  });

  test('has password programs run by its caller', async () => {
    const program = join(directory, 'password.sh');
    writeFileSync(program, '#!/bin/sh\nread answer\necho "$answer" >>"$HOME/asked"\necho secret\n');
    chmodSync(program, 0o755);
    const { exitCode } = await start(`-i hosts vaulted.yml --vault-password-file ${program}`, { input: 'typed\n' });
    expect(exitCode).toBe(0);
    expect(readFileSync(join(home, 'asked'), 'utf8')).toBe('typed\n');
  });

  test('is not waited for by a second one at the same time', async () => {
    const first = start('-i hosts waits.yml');
    await until(() => existsSync(join(directory, 'started')));
    expect((await start('-i hosts pid.yml -v', { env: { MARK: 'beside' } })).stdout).toContain('env=beside');
    expect(await statusOf()).toContain('in the middle of a run');
    writeFileSync(join(directory, 'go'), '');
    expect((await first).exitCode).toBe(0);
  });

  test.skipIf(!isLinux)('ends with its caller, and so does what it started', async () => {
    const first = start('-i hosts waits.yml');
    await until(() => existsSync(join(directory, 'started')));
    const pid = Number(readFileSync(join(directory, 'pid'), 'utf8'));
    expect(isAlive(pid)).toBe(true);
    first.kill('SIGKILL');
    await until(() => !isAlive(pid));
    await first;
  });

  test('is interrupted with its caller', async () => {
    const first = start('-i hosts waits.yml');
    await until(() => existsSync(join(directory, 'started')));
    first.kill('SIGINT');
    const { exitCode, stderr } = await first;
    expect(exitCode).toBe(exitCodes.interrupted);
    expect(stderr).toContain('interrupted');
  });

  test.skipIf(!isLinux)('that loses its keeper says so, and the next one has another', async () => {
    const first = start('-i hosts waits.yml');
    await until(() => existsSync(join(directory, 'started')));
    process.kill(await keeper(), 'SIGKILL');
    const { exitCode, stderr } = await first;
    // Nobody is left who would end what the run had started.
    writeFileSync(join(directory, 'go'), '');
    await until(() => !isAlive(Number(readFileSync(join(directory, 'pid'), 'utf8'))));
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('E0609')]);
    expect((await start('-i hosts pid.yml')).exitCode).toBe(0);
    expect(await statusOf()).toContain(' 1 run,');
  });

  test.skipIf(!isLinux)('leaves no secret where other processes look', async () => {
    await start('-i hosts pid.yml -e token=hidden-word', { env: { MARK: 'hidden-word' } });
    const pid = await keeper();
    const seen = ['environ', 'cmdline'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'latin1')).join();
    expect(seen).toContain('serve');
    expect(seen).not.toContain('hidden-word');
  });

  test('that was killed leaves a socket which the next one takes over', async () => {
    await start('-i hosts pid.yml');
    process.kill(await keeper(), 'SIGKILL');
    const [name = ''] = readdirSync(sockets);
    expect(name).toMatch(/\.sock$/);
    await start('-i hosts pid.yml');
    expect(readdirSync(sockets)).toEqual([name]);
    expect(await statusOf()).toContain(' 1 run,');
  });

  test('is done by the command itself where the socket is open to others', async () => {
    await start('-i hosts pid.yml');
    for (const name of readdirSync(sockets)) chmodSync(join(sockets, name), 0o666);
    expect((await start('-i hosts pid.yml')).exitCode).toBe(0);
    for (const name of readdirSync(sockets)) chmodSync(join(sockets, name), 0o600);
    expect(await statusOf()).toContain(' 1 run,');
  });

  test('ends when nobody runs again in time', async () => {
    await start('-i hosts pid.yml --keep 1');
    await until(() => readdirSync(sockets).length === 0);
    expect(await statusOf()).toBe('nothing is kept');
  });

  test('profiles the run and not its own life', async () => {
    await start('-i hosts pid.yml');
    await start('-i hosts pid.yml');
    const calledAt = performance.now();
    const { stdout } = await start('-i hosts pid.yml --profile');
    const [, time, unit] = /^profile · ([\d.]+)(ms|s)$/m.exec(stdout) ?? [];
    expect(Number(time) * (unit === 's' ? 1000 : 1)).toBeLessThan(performance.now() - calledAt);
  });

  test("serves one of Ansible's programs, too", async () => {
    const link = join(directory, 'ansible-playbook');
    symlinkSync(command, link);
    const words = ['-i', 'hosts', 'pid.yml'];
    const env = { HOME: home, PATH: process.env['PATH'] ?? '', PROVISION_KEEP: '60', MARK: 'by link' };
    const { stdout } = await execa(process.execPath, [link, ...words], { cwd: directory, env, extendEnv: false });
    expect(stdout).toContain('env=by link');
    expect(await statusOf()).toContain(' 1 run,');
  });

  test('is not had by a caller of another world', async () => {
    await start('-i hosts pid.yml');
    await start('-i hosts pid.yml', { env: { TZ: 'Pacific/Auckland' } });
    expect((await statusOf()).match(/process/g)).toHaveLength(2);
  });

  test('survives a caller that talks nonsense or goes at once', async () => {
    await start('-i hosts pid.yml');
    const [name = ''] = readdirSync(sockets);
    const nonsense = createConnection(join(sockets, name));
    nonsense.end('GET / HTTP/1.1\r\n\r\n');
    await new Promise((resolve) => nonsense.once('close', resolve));
    await start('-i hosts pid.yml');
    expect(await statusOf()).toContain('2 runs');
  });
});
