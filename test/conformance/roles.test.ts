import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkRole, type RoleReport } from './roles/check-role.js';
import { knownContent } from './roles/known-content.js';

const directory = mkdtempSync(join(tmpdir(), 'provision-role-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function role(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(directory, 'role-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

/** Checks a role of these files, with a collection that has some plug-ins in Python. */
function check(files: Readonly<Record<string, string>>): RoleReport {
  const path = role({
    'ansible_collections/acme/tools/plugins/modules/dig.py': '',
    'ansible_collections/acme/tools/plugins/modules/water.py': '',
    'ansible_collections/acme/tools/plugins/action/water.py': '',
    'ansible_collections/acme/tools/plugins/modules/mow.py': '',
    'ansible_collections/acme/tools/plugins/modules/mow.ps1': '',
    'ansible_collections/acme/tools/plugins/filter/shapes.py': "{'trim_hedge': trim}",
    'ansible_collections/acme/tools/plugins/lookup/seed.py': '',
    'ansible_collections/acme/tools/meta/runtime.yml': 'plugin_routing: {modules: {spade: {redirect: acme.tools.dig}}}',
  });
  const collections = join(path, 'ansible_collections');
  return checkRole({ directory: role(files), collection: 'acme.tools', collections, known: knownContent(collections) });
}

describe('the static check of a role', () => {
  test.each([
    ['what is there', '- debug: { msg: "{{ a | default(1) }}" }\n', []],
    ['a module', '- acme.tools.grow:\n', ['module acme.tools.grow']],
    ['a short name of the own collection', '- grow:\n', ['module grow']],
    [
      'a filter and a test',
      '- debug: { msg: "{{ a | wilt }}" }\n  when: a is wilted\n',
      ['test wilted', 'filter wilt'],
    ],
    ['a lookup', '- debug: { msg: "{{ lookup(\'soil\') }}" }\n', ['lookup soil']],
    ['in blocks', '- block: [{ debug: }]\n  rescue: [{ block: [{ acme.tools.grow: }] }]\n', ['module acme.tools.grow']],
    ['what imports name', '- import_tasks: nowhere.yml\n', []],
  ])('finds %s', (_case, text, lacking) => {
    const found = check({ 'tasks/main.yml': text }).tasks.flatMap(({ missing }) => missing);
    expect(found.sort()).toEqual([...lacking].sort());
  });

  test.each([
    ['a module', '- acme.tools.dig:\n', ['module acme.tools.dig']],
    ['a module by another name', '- acme.tools.spade:\n', ['module acme.tools.dig']],
    ['a filter', '- debug: { msg: "{{ a | acme.tools.trim_hedge }}" }\n', ['filter acme.tools.trim_hedge']],
    ['a lookup', '- debug: { msg: "{{ q(\'acme.tools.seed\') }}" }\n', ['lookup acme.tools.seed']],
  ])('finds %s of a collection', (_case, text, python) => {
    expect(check({ 'tasks/main.yml': text }).tasks).toEqual([{ python, missing: [] }]);
  });

  test.each([
    ['an action', 'water'],
    ['PowerShell', 'mow'],
  ])('counts %s as missing', (_case, name) => {
    const [task] = check({ 'tasks/main.yml': `- acme.tools.${name}:\n` }).tasks;
    expect(task?.missing).toEqual([`module acme.tools.${name}`]);
  });

  test('tells of files that are no YAML, and counts tasks and handlers', () => {
    const files = { 'tasks/main.yml': '- ping:\n', 'handlers/main.yml': '- ping:\n', 'tasks/bad.yml': '- ping: [\n' };
    const report = check(files);
    expect(report.tasks).toEqual(Array(2).fill({ python: [], missing: [] }));
    expect(report.unreadable).toEqual([expect.stringContaining('tasks/bad.yml')]);
  });
});
