import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from '../filters/templar.js';

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'collections-'));
  const files = {
    'collections/ansible_collections/a/installed/MANIFEST.json': '{"collection_info": {"version": "1.2.3"}}',
    'elsewhere/ansible_collections/a/written/galaxy.yml': 'namespace: a\nname: written\nversion: 0.1.0\n',
    'collections/ansible_collections/a/bare/README.md': '',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
});

afterAll(() => rmSync(directory, { recursive: true }));

function versions(terms: string): unknown {
  const environment = { ANSIBLE_COLLECTIONS_PATH: join(directory, 'elsewhere') };
  return render(`{{ query('community.general.collection_version', ${terms}) }}`, { directory, environment });
}

test.each([
  ["'a.installed', 'a.written'", ['1.2.3', '0.1.0']],
  ["'a.bare', result_no_version='none'", ['none']],
  ["'a.absent', 'ansible.builtin'", [null, '*']],
  ["'a.absent', result_not_found='no'", ['no']],
])('versions of %s', (terms, expected) => {
  expect(versions(terms)).toEqual(expected);
});

test('a name that names no collection is refused', () => {
  expect(() => versions("'nope'")).toThrow('"nope" is not a FQCN');
});

test('a lookup of a known collection that is not built in says what it works with', () => {
  expect(() => render("{{ lookup('community.hashi_vault.vault_read', 'x') }}")).toThrow(
    expect.objectContaining({ code: 'E0306', hint: expect.stringContaining('HashiCorp Vault') }),
  );
});
