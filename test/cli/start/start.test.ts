import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'provision-start-'));
const command = join(directory, 'provision.mjs');
const caches = join(directory, 'caches');

/** Runs the command from this repository, so that its own playbook is at hand. */
const run = async (words: readonly string[], env: Readonly<Record<string, string>> = {}, program = command) => {
  const given = { XDG_CACHE_HOME: caches, ANSIBLE_CONFIG: '/dev/null', ...env };
  const { stdout, exitCode } = await execa(process.execPath, [program, ...words], { cwd: root, env: given });
  return { stdout, exitCode };
};

/** The directory of the build's compiled code, and the parts that were compiled. */
const codeDirectory = (): string => {
  const [build = ''] = readdirSync(join(caches, 'provision', 'code'));
  return join(caches, 'provision', 'code', build);
};
const [partsPrefix, bytesOf] = ['provision-parts-', (path: string) => statSync(path).size];
const partsDirectory = (): string =>
  join(directory, readdirSync(directory).find((name) => name.startsWith(partsPrefix)) ?? '');
const loadedBytes = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + bytesOf(join(partsDirectory(), name)), 0);

describe('the built command', () => {
  beforeAll(async () => {
    await execa(process.execPath, [join(root, 'scripts/build.mjs'), command]);
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  test('tells its version with a small part of its code', async () => {
    expect(bytesOf(command)).toBeLessThan(8_000);
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+$/);
    expect(loadedBytes(readdirSync(codeDirectory()))).toBeLessThan(130_000);
  });

  test('is read as it was written: its parts are ASCII, also in regular expressions', () => {
    const parts = readdirSync(partsDirectory()).map((name) => readFileSync(join(partsDirectory(), name), 'latin1'));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.filter((part) => /[^\x00-\x7f]/.test(part)).length).toBe(0);
  });

  test('lists tasks without what connects', async () => {
    const first = await run(['--list-tasks']);
    expect(first.stdout).toContain('TAGS');
    const parts = readdirSync(codeDirectory());
    expect(parts.filter((name) => readFileSync(join(partsDirectory(), name), 'utf8').includes('ssh-userauth'))).toEqual(
      [],
    );
    expect((await run(['--list-tasks'])).stdout).toBe(first.stdout);
  });

  test.each([
    ['cannot be written', '/dev/null/caches'],
    ['can be written by everybody', caches],
  ])('works where its cache %s', async (_case, home) => {
    await run(['--version']);
    chmodSync(codeDirectory(), 0o777);
    expect((await run(['--version'], { XDG_CACHE_HOME: home })).exitCode).toBe(0);
  });

  test("is one of Ansible's programs by the name of a link", async () => {
    const link = join(directory, 'ansible-playbook');
    symlinkSync(command, link);
    expect((await run(['--version'], {}, link)).stdout).toMatch(/^ansible-playbook \[/);
  });
});
