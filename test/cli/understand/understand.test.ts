import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../../src/cli/lint/run-lint.js';
import '../../../src/cli/completion/site-names.js';
import { completionScripts } from '../../../src/cli/completion/scripts.js';
import { makeSite, type Ran, type Site } from '../records/site.js';

let site: Site;
beforeAll(() => {
  site = makeSite({
    inventory: '[web]\nweb1 ansible_connection=local\n[db]\ndb1 ansible_host=127.0.0.1 ansible_port=1\n',
    'site.yml':
      '- name: Play\n  hosts: all\n  tasks:\n    - name: first task # kept\n      debug: { msg: x }\n      tags: [one, two]\n    - name: Second\n      nomodule: {}\n',
  });
});
afterAll(() => site.remove());

const run = (...words: readonly string[]): Promise<Ran> => site.provision(words);

describe('lint', () => {
  test('tells what rules and a run would refuse, and ends with 2', async () => {
    const { output, code } = await run('lint', 'site.yml', '--output', 'json');
    const findings = JSON.parse(output) as { rule: string; line: number }[];
    expect(findings.map(({ rule, line }) => `${rule}:${line}`)).toEqual([
      'name[casing]:4',
      'syntax-check[unknown-module]:8',
    ]);
    expect(code).toBe(2);
  });

  test.each([
    ['sarif', '"ruleId": "name[casing]"'],
    ['codeclimate', '"check_name": "name[casing]"'],
    ['human', 'site.yml:4:7: name[casing]:'],
  ])('as %s', async (format, part) => {
    expect((await run('lint', 'site.yml', '--output', format)).output).toContain(part);
  });

  test('--fix mends what it can, and comments stay', async () => {
    const before = readFileSync(join(site.directory, 'site.yml'), 'utf8');
    const { output } = await run('lint', 'site.yml', '--fix', '--skip', 'syntax-check');
    expect(output).toContain('1 mended');
    expect(readFileSync(join(site.directory, 'site.yml'), 'utf8')).toBe(before.replace('first', 'First'));
    writeFileSync(join(site.directory, 'site.yml'), before);
  });

  test('.ansible-lint says which rules count', async () => {
    site.write('.ansible-lint', 'skip_list: [name, syntax-check]\n');
    expect((await run('lint', 'site.yml')).code).toBe(0);
    site.write('.ansible-lint', 'exclude_paths: [site.yml]\n');
    expect((await run('lint')).output).toContain('in 0 files');
  });
});

test('a new site passes its own checks, and its vault opens', async () => {
  expect((await run('init', 'new')).code).toBe(0);
  expect((await run('init', 'new')).notes).toContain('E0005');
  expect(existsSync(join(site.directory, 'new/.vault_pass'))).toBe(true);
  const vault = ['vault', 'view', 'new/inventory/group_vars/all/vault.yml', '--vault-password-file', 'new/.vault_pass'];
  expect((await run(...vault)).output).toContain('vault_greeting_owner');
  expect((await run('lint', 'new', '--enable', 'fqcn', '--vault-password-file', 'new/.vault_pass')).output).toMatch(
    /^0 errors/m,
  );
});

describe('trust', () => {
  test('tells of hosts that cannot show a key, and of those that need none', async () => {
    const { output, code } = await run('trust', '--check', '--json');
    const seen = JSON.parse(output) as { host: string; state: string }[];
    expect(seen.map(({ host, state }) => `${host} ${state}`)).toEqual(['web1 not by ssh', 'db1 unreachable']);
    expect(code).toBe(1);
  });
});

describe('completion', () => {
  test.each<[string[], string[]]>([
    [['pl'], ['plan', ':files']],
    [['plan', '--deta'], ['--detailed-exitcode']],
    [
      ['-l', ''],
      ['all', 'ungrouped', 'web', 'db', 'web1', 'db1'],
    ],
    [
      ['-l', 'web,d'],
      ['web,db', 'web,db1'],
    ],
    [
      ['explain', 'x', '--host', 'web'],
      ['web', 'web1'],
    ],
    [['site.yml', '--tags', 't'], ['two']],
    [['site.yml', '--start-at-task', ''], ['first task']],
    [
      ['exec', 'db'],
      ['db', 'db1'],
    ],
    [['exec', 'db', '-m', 'pin'], ['ping']],
    [['lint', '--output=s'], ['--output=sarif']],
    [['plan', '--out', ''], [':files']],
    [['completion', 'z'], ['zsh']],
  ])('%j', async (words, wanted) => {
    const { output } = await run('complete', 'bash', '--', ...words);
    const values = output.split('\n').flatMap((line) => line.split('\t')[0] || []);
    expect(values).toEqual(wanted);
  });

  test.each(Object.entries(completionScripts))('the script for %s', async (shell, script) => {
    expect((await run('completion', shell)).output).toBe(script);
  });

  test('of another shell there is none', async () => {
    expect((await run('completion', 'tcsh')).notes).toContain('E0001');
  });
});
