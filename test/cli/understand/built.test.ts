import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'provision-understand-'));
const command = join(directory, 'provision.mjs');

/** Runs the built command in the site that its own `init` has made. */
async function provision(
  ...words: readonly string[]
): Promise<{ readonly code: number | undefined; readonly output: string }> {
  const env = { HOME: directory, XDG_CACHE_HOME: directory, PROVISION_KEEP: '0' };
  const cwd = words[0] === 'init' ? directory : join(directory, 'site');
  const { exitCode, stdout } = await execa(process.execPath, [command, ...words], { cwd, env, reject: false });
  return { code: exitCode, output: stdout };
}

beforeAll(async () => {
  await execa(process.execPath, [join(root, 'scripts/build.mjs'), command]);
  await provision('init', 'site');
}, 120_000);
afterAll(() => rmSync(directory, { recursive: true }));

test.each<[string, string[], number, string]>([
  ['the new site is right', ['--syntax-check'], 0, 'playbook: provision.yaml'],
  ['and passes lint', ['lint', '--strict', '--enable', 'fqcn'], 0, '0 errors'],
  ['explain', ['explain', 'greeting_path'], 0, 'roles/greeting/defaults/main.yml:3'],
  ['explain, of an encrypted file', ['explain', 'vault_greeting_owner'], 0, '= ********'],
  ['doctor', ['doctor', '--no-hosts'], 0, '0 errors'],
  ['trust', ['trust', '--check'], 0, 'not by ssh  localhost'],
  ['completion', ['complete', 'bash', '--', '-l', 'we'], 0, 'web\tgroup'],
  ['the script of completion', ['completion', 'bash'], 0, 'complete -F _provision provision'],
])('%s', async (_case, words, code, part) => {
  const ran = await provision(...words);
  expect(ran.output).toContain(part);
  expect(ran.code).toBe(code);
});
