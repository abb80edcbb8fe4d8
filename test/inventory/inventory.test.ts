import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { Inventory } from '../../src/inventory/inventory.js';
import { loadInventory } from '../../src/inventory/load-inventory.js';
import { InventoryVariables } from '../../src/variables/group-vars.js';
import { VariableFiles } from '../../src/variables/group-vars-files.js';
import { VaultKeyring } from '../../src/vault/keyring.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-inventory-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const keyring = new VaultKeyring([]);

function load(...sources: string[]): Promise<Inventory> {
  return loadInventory(sources, { directory, keyring, warn: () => undefined });
}

function variablesOf(
  inventory: Inventory,
  name: string,
  options: { playbookRoots?: readonly string[]; hashBehaviour?: 'merge' } = {},
): Record<string, unknown> {
  const host = inventory.findHost(name);
  if (!host) throw new Error(`no host ${name}`);
  const files = new VariableFiles({ keyring, warn: () => undefined });
  return Object.fromEntries(new InventoryVariables(inventory, files, options).of(host));
}

async function failure(text: string, name = 'hosts.ini'): Promise<string> {
  write(name, text);
  try {
    await load(name);
  } catch (error) {
    if (error instanceof ProvisionError) return `${error.code} ${error.at?.line}:${error.at?.column}`;
    throw error;
  }
  return 'no error';
}

describe('mistakes are reported where they are', () => {
  test.each([
    ['[a]\nh1 x\n', 'E0201 2:4'],
    ['[a]\nh[1:3\n', 'E0201 2:1'],
    ['[a\nh1\n', 'E0201 1:1'],
    ['h1\n[a:kids]\n', 'E0201 2:1'],
    ['[a:children]\nb\n', 'E0201 2:1'],
    ['[a:vars]\nx=1\n', 'E0201 1:1'],
    ['[a]\nh1\n[a:vars]\nx\n', 'E0201 4:1'],
    ['h[01:100]\n', 'E0201 1:1'],
    ["h1 x='open\n", 'E0201 1:1'],
    ['[a:children]\nb\n[b:children]\na\n', 'E0201 4:1'],
    ['---\nall:\n', 'E0201 1:1'],
  ])('%j', async (text, wanted) => {
    expect(await failure(text)).toBe(wanted);
  });

  test('a group that would contain the group all', async () => {
    write('hosts.ini', '[a:children]\nall\n[b]\nh1\n');
    await expect(load('hosts.ini')).rejects.toThrow(/contain each other/);
  });

  test('a YAML inventory that is a list', async () => {
    expect(await failure('- a\n', 'hosts.yml')).toBe('E0201 1:1');
  });

  test('a program that fails, with its words', async () => {
    write('run', '#!/bin/sh\necho "no token" >&2\nexit 3\n');
    chmodSync(join(directory, 'run'), 0o755);
    await expect(load('run')).rejects.toThrow(/no token/);
  });
});

describe('precedence of variables', () => {
  beforeEach(() => {
    write(
      'inv/hosts',
      'h1 v=host\nh1 only=host\n[child]\nh1\n[other]\nh1\n[top:children]\nchild\nother\n[child:vars]\nv=child\n[other:vars]\nv=other\n',
    );
  });

  test('the host wins over its groups, a child over its parents, among equals the later name', async () => {
    write(
      'inv/hosts',
      'x\n[child]\nh1\n[other]\nh1\n[top:children]\nchild\nother\n[top:vars]\nv=top\nt=top\n[child:vars]\nv=child\n[other:vars]\nv=other\n',
    );
    expect(variablesOf(await load('inv'), 'h1')).toEqual({ v: 'other', t: 'top' });
  });

  test('a priority decides among groups of the same depth', async () => {
    write(
      'inv/hosts',
      '[child]\nh1\n[other]\nh1\n[child:vars]\nv=child\nansible_group_priority=9\n[other:vars]\nv=other\n',
    );
    expect(variablesOf(await load('inv'), 'h1')).toEqual({ v: 'child' });
  });

  test('files win over the inventory, the playbook over the inventory, hosts over groups', async () => {
    write('inv/group_vars/all.yml', 'a: inventory\nb: inventory\nv: all\n');
    write('play/group_vars/all.yml', 'b: playbook\n');
    write('inv/group_vars/child.yml', 'c: child\n');
    expect(variablesOf(await load('inv'), 'h1', { playbookRoots: [join(directory, 'play')] })).toEqual({
      a: 'inventory',
      b: 'playbook',
      c: 'child',
      v: 'host',
      only: 'host',
    });
    write('play/host_vars/h1', 'v: file\n');
    expect(variablesOf(await load('inv'), 'h1', { playbookRoots: [join(directory, 'play')] })['v']).toBe('file');
  });

  test('dicts are replaced, or merged when asked', async () => {
    write('inv/group_vars/all.yml', 'd: {a: 1, b: {x: 1}}\n');
    write('inv/host_vars/h1.yml', 'd: {b: {y: 2}}\n');
    const inventory = await load('inv');
    expect(variablesOf(inventory, 'h1')['d']).toEqual(new Map([['b', new Map([['y', 2]])]]));
    expect(variablesOf(inventory, 'h1', { hashBehaviour: 'merge' })['d']).toEqual(
      new Map<string, unknown>([
        ['a', 1],
        [
          'b',
          new Map([
            ['x', 1],
            ['y', 2],
          ]),
        ],
      ]),
    );
  });

  test('each candidate knows where it is written', async () => {
    write('inv/group_vars/child.yml', '# comment\nv: file\n');
    const inventory = await load('inv');
    const host = inventory.findHost('h1');
    const layers = host
      ? new InventoryVariables(inventory, new VariableFiles({ keyring, warn: () => undefined })).layersOf(host)
      : [];
    const places = layers
      .filter((layer) => layer.variables.has('v'))
      .map((layer) => `${layer.kind} ${layer.of} ${layer.placeOf('v')?.line}`);
    expect(places).toEqual([
      'inventory group vars child 11',
      'inventory group vars other 13',
      'group_vars child 2',
      'inventory host vars h1 1',
    ]);
  });

  test('an encrypted file is opened only for hosts that need it', async () => {
    write('inv/group_vars/secret.yml', '$ANSIBLE_VAULT;1.1;AES256\n6162\n');
    write('inv/hosts', 'h1\n[secret]\nh2\n');
    const inventory = await load('inv');
    expect(variablesOf(inventory, 'h1')).toEqual({});
    expect(() => variablesOf(inventory, 'h2')).toThrow(expect.objectContaining({ code: 'E0701' }));
  });
});

describe('changes during a run', () => {
  test('add_host and group_by', async () => {
    const inventory = await load('h1,');
    inventory.addHost('h2', ['new'], new Map([['x', 1]]));
    inventory.addHostToGroup('h1', 'by_os', ['new']);
    expect(inventory.match('new')).toEqual(['h2', 'h1']);
    expect(inventory.match('ungrouped')).toEqual([]);
    expect(variablesOf(inventory, 'h2')).toEqual({ x: 1 });
  });

  test('a limit keeps the order of the pattern', async () => {
    const inventory = await load('h1,h2,h3,');
    write('limit', 'h3\nh1\n');
    expect(inventory.match('all', '@limit')).toEqual(['h1', 'h3']);
    expect(inventory.match('all', '!h2')).toEqual(['h1', 'h3']);
  });

  test('localhost exists without being written down, but is not one of all', async () => {
    const inventory = await load('h1,');
    expect(inventory.match('localhost')).toEqual(['localhost']);
    expect(inventory.match('all')).toEqual(['h1']);
    expect(variablesOf(inventory, 'localhost')).toEqual({ ansible_connection: 'local' });
  });
});

test('after a refresh the hosts are those of the new sources, and what the run added', () => {
  const inventory = new Inventory();
  for (const name of ['one', 'two']) inventory.declareHost(name, inventory.addGroup('ungrouped'));
  inventory.addHost('added', ['extra'], new Map());
  for (const name of ['one', 'two']) inventory.addHostToGroup(name, 'numbered');
  const fresh = new Inventory();
  for (const name of ['two', 'three']) fresh.declareHost(name, fresh.addGroup('ungrouped'));
  inventory.refresh(fresh);
  expect([...inventory.hosts.keys()]).toEqual(['two', 'three', 'added']);
  expect(inventory.match('numbered')).toEqual(['two']);
  expect(inventory.match('all')).toEqual(expect.arrayContaining(['two', 'three', 'added']));
});
