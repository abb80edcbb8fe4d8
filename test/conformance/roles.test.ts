import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkRole } from './roles/check-role.js';

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

describe('the static check of a role', () => {
  test.each([
    ['what is there', '- debug: { msg: "{{ a | default(1) }}" }\n', []],
    ['a module', '- acme.tools.grow:\n', [['module acme.tools.grow']]],
    ['a short name of the own collection', '- grow:\n', [['module grow']]],
    [
      'a filter and a test',
      '- debug: { msg: "{{ a | wilt }}" }\n  when: a is wilted\n',
      [['test wilted', 'filter wilt']],
    ],
    ['a lookup', '- debug: { msg: "{{ lookup(\'soil\') }}" }\n', [['lookup soil']]],
    [
      'in blocks',
      '- block: [{ debug: }]\n  rescue: [{ block: [{ acme.tools.grow: }] }]\n',
      [['module acme.tools.grow']],
    ],
    ['what imports name', '- import_tasks: nowhere.yml\n', []],
  ])('finds %s', (_case, text, lacking) => {
    const found = checkRole(role({ 'tasks/main.yml': text }), 'acme.tools').lacking;
    expect(found.map((names) => [...names].sort())).toEqual(lacking.map((names) => [...names].sort()));
  });

  test('tells of files that are no YAML, and counts tasks and handlers', () => {
    const files = { 'tasks/main.yml': '- ping:\n', 'handlers/main.yml': '- ping:\n', 'tasks/bad.yml': '- ping: [\n' };
    const report = checkRole(role(files), 'acme.tools');
    expect(report).toMatchObject({ tasks: 2, lacking: [] });
    expect(report.unreadable).toEqual([expect.stringContaining('tasks/bad.yml')]);
  });
});
