import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { modules } from '../src/modules/index.js';

const root = fileURLToPath(new URL('../src', import.meta.url));

/** The layers of docs/architecture.md: a folder imports its own layer or a lower one. */
const layers: Readonly<Record<string, number>> = {
  base: 0,
  values: 1,
  x509: 1,
  source: 1,
  shell: 1,
  events: 1,
  transport: 2,
  questions: 2,
  template: 2,
  vault: 2,
  inventory: 2,
  playbook: 2,
  'module-kit': 2,
  config: 2,
  'json-schema': 2,
  modules: 3,
  filters: 3,
  lookups: 3,
  connections: 3,
  become: 3,
  facts: 3,
  variables: 3,
  foreign: 3,
  engine: 4,
  lint: 5,
  reporters: 5,
  cli: 6,
};

/** Folders of layer 3 may use these neighbours: facts are what the module setup asks for; variables are shared data. */
const allowedNeighbours: ReadonlySet<string> = new Set(['modules facts']);

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)(?!\s+type\b)[^;]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gms);
  return [...found].map(([, plain, lazy]) =>
    relative(root, resolve(root, dirname(file), (plain ?? lazy ?? '').replace(/\.js$/, '.ts'))),
  );
}

const folderOf = (file: string): string => file.split('/')[0] ?? '';

describe('architecture', () => {
  test('every folder has a layer', () => {
    expect([...new Set(files.map(folderOf))].filter((folder) => !(folder in layers))).toEqual([]);
  });

  test('a file imports its own layer or a lower one', () => {
    const upwards = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => (layers[folderOf(target)] ?? 0) > (layers[folderOf(file)] ?? 0))
        .map((target) => `${file} -> ${target}`),
    );
    expect(upwards).toEqual([]);
  });

  test('folders of the third layer do not import each other', () => {
    const sideways = [...imports].flatMap(([file, targets]) =>
      targets
        .filter(
          (target) =>
            layers[folderOf(file)] === 3 && layers[folderOf(target)] === 3 && folderOf(file) !== folderOf(target),
        )
        .filter((target) => !allowedNeighbours.has(`${folderOf(file)} ${folderOf(target)}`))
        .map((target) => `${file} -> ${target}`),
    );
    expect(sideways).toEqual([]);
  });

  test('modules never see a connection, reporters never see the engine', () => {
    const forbidden = [...imports].flatMap(([file, targets]) =>
      targets
        .filter(
          (target) =>
            (folderOf(file) === 'modules' && folderOf(target) === 'connections') ||
            (folderOf(file) === 'reporters' && folderOf(target) === 'engine'),
        )
        .map((target) => `${file} -> ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  test('imports have no cycles', () => {
    expect(findCycle()).toEqual([]);
  });

  test('every module is in a file of its name', () => {
    const names = [...modules.values()].map(({ name }) => name.slice(name.lastIndexOf('.') + 1));
    const present = new Set(
      files
        .filter((file) => /^modules\/[^/]+\.ts$/.test(file))
        .map((file) => file.slice('modules/'.length, -'.ts'.length)),
    );
    present.delete('index');
    expect([...present].sort()).toEqual([...new Set(names)].sort());
  });
});

function findCycle(): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const target of imports.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of files) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
