import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Inventory } from '../../src/inventory/inventory.js';
import type { InventoryHost } from '../../src/inventory/members.js';
import { InventoryVariables, type InventoryVariablesOptions } from '../../src/variables/group-vars.js';
import { VariableFiles } from '../../src/variables/group-vars-files.js';
import { VaultKeyring } from '../../src/vault/keyring.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-variables-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** A host in a group, with the variable `v` written in all eight places that may hold it. */
function hostOfManyPlaces(): { readonly inventory: Inventory; readonly host: InventoryHost } {
  const inventory = new Inventory();
  inventory.addSource({ name: 'hosts', directory: join(directory, 'inventory') });
  const web = inventory.addGroup('web');
  const host = inventory.declareHost('h', web);
  inventory.reconcile();
  inventory.all.setVariable('v', 'all_inventory');
  web.setVariable('v', 'groups_inventory');
  for (const [root, of] of [
    ['inventory', 'inventory'],
    ['play', 'play'],
  ]) {
    write(`${root}/group_vars/all.yml`, `v: all_plugins_${of}\n`);
    write(`${root}/group_vars/web/main.yml`, `v: groups_plugins_${of}\n`);
  }
  return { inventory, host };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

function valueOf(options: InventoryVariablesOptions): unknown {
  const { inventory, host } = hostOfManyPlaces();
  const files = new VariableFiles({ keyring: new VaultKeyring([]), warn: () => undefined });
  const playbookRoots = [join(directory, 'play')];
  return new InventoryVariables(inventory, files, { playbookRoots, ...options }).of(host).get('v');
}

describe('of the places of group variables the last in the order of precedence wins', () => {
  test.each<readonly [string, InventoryVariablesOptions, string | undefined]>([
    ['the usual order', {}, 'groups_plugins_play'],
    ['two places', { precedence: ['groups_inventory', 'all_inventory'] }, 'all_inventory'],
    ['one place', { precedence: ['all_plugins_play'] }, 'all_plugins_play'],
    ['files last', { precedence: ['groups_plugins_play', 'all_plugins_inventory'] }, 'all_plugins_inventory'],
    ['no place', { precedence: [] }, undefined],
    ['files at the start', { readsFilesAtStart: true }, 'groups_plugins_inventory'],
    [
      'files of one place at the start',
      { readsFilesAtStart: true, precedence: ['all_inventory'] },
      'all_plugins_inventory',
    ],
    ['no files', { usesFiles: false }, 'groups_inventory'],
  ])('%s', (_case, options, expected) => {
    expect(valueOf(options)).toBe(expected);
  });
});

test('a group that nobody put the host into yet gives it nothing', () => {
  const inventory = new Inventory();
  inventory.all.setVariable('v', 1);
  const host = inventory.declareHost('h', inventory.addGroup('web'));
  const files = new VariableFiles({ keyring: new VaultKeyring([]), warn: () => undefined });
  expect(new InventoryVariables(inventory, files, { impliesAll: false }).of(host).get('v')).toBeUndefined();
  expect(new InventoryVariables(inventory, files).of(host).get('v')).toBe(1);
});

test('with hash_behaviour=merge dicts of two sources are merged, else the later one replaces', () => {
  const dict = (key: string): Map<string, number> => new Map([[key, 1]]);
  const keys = (hashBehaviour: 'merge' | 'replace'): unknown => {
    const host = new Inventory({}, { hashBehaviour }).declareHost('h');
    host.setVariable('v', dict('a'));
    host.setVariable('v', dict('b'));
    const value = host.vars.get('v');
    return value instanceof Map ? [...value.keys()] : value;
  };
  expect([keys('replace'), keys('merge')]).toEqual([['b'], ['a', 'b']]);
});
