import { describe, expect, test } from 'vitest';
import { apt } from '../../src/modules/apt.js';
import { specificationOf } from '../../src/modules/apt/specification.js';
import { compareVersions } from '../../src/modules/apt/version.js';
import type { InstalledPackage } from '../../src/questions/package.js';
import { failureOf } from './failure.js';
import { talk, type Answering } from './talk.js';
import { target, withDefaults } from './target.js';

const web: InstalledPackage = {
  name: 'web',
  architecture: 'amd64',
  version: '1.2-1',
  isInstalled: true,
  hasOnlyConfiguration: false,
  isAutomatic: false,
};
const removed: InstalledPackage = { ...web, isInstalled: false, hasOnlyConfiguration: true };
const dependency: InstalledPackage = { ...web, isAutomatic: true };
const candidate = { version: '1.4-1', versions: ['1.4-1', '1.3-1'], providers: [] };
const unknown = { version: undefined, versions: [], providers: [] };
const common =
  'apt-get -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=60';

interface Known {
  readonly dpkg?: readonly InstalledPackage[];
  readonly candidate?: unknown;
  readonly answers?: Readonly<Record<string, unknown>>;
}

function run(given: Record<string, unknown>, known: Known = {}, answering: Answering = {}) {
  const answers = {
    'dpkg "web"': known.dpkg ?? [],
    'apt candidate {"name":"web"}': known.candidate ?? candidate,
    'apt cache "index"': { now: 1000, refreshed: 900 },
    ...known.answers,
  };
  return talk(apt.run(withDefaults(apt, given), target), { ...answering, answers });
}

describe('apt', () => {
  test.each([
    ['missing', { package: ['web'] }, [], `install: ${common} install  -- web`],
    ['missing, with a version', { package: ['web=1.3*'] }, [], `install: ${common} install  -- web=1.3-1`],
    ['missing, with a least version', { package: ['web>=1.3'] }, [], `install: ${common} install  -- web=1.4-1`],
    ['another version', { package: ['web=1.3-1'] }, [web], `upgrade: ${common} install  -- web=1.3-1`],
    ['not the latest', { package: ['web'], state: 'latest' }, [web], `upgrade: ${common} install  -- web`],
    ['removed but for its configuration', { package: ['web'] }, [removed], `install: ${common} install  -- web`],
    ['to be removed', { package: ['web'], state: 'absent' }, [web], `remove: ${common} remove  -- web:amd64`],
    [
      'to be purged',
      { package: ['web'], state: 'absent', purge: true, autoremove: true },
      [removed],
      `purge: ${common} remove --purge --auto-remove -- web:amd64`,
    ],
    [
      'every option',
      {
        package: ['web'],
        install_recommends: false,
        default_release: 'sid',
        allow_downgrade: true,
        fail_on_autoremove: true,
        dpkg_options: 'force-all',
        autoremove: true,
      },
      [],
      'install: apt-get -y -o Dpkg::Options::=--force-all -o DPkg::Lock::Timeout=60 -o APT::Install-Recommends=no -t sid --no-remove --allow-downgrades install --auto-remove -- web',
    ],
  ])('%s', (_case, given, dpkg, wanted) => {
    expect(run(given, { dpkg, answers: { 'apt candidate {"name":"web","release":"sid"}': candidate } }).said).toEqual([
      wanted,
    ]);
  });

  test.each([
    ['there', { package: ['web'] }, dependency, ['web:amd64']],
    ['for all architectures', { package: ['web'] }, { ...dependency, architecture: 'all' }, ['web']],
    ['the latest already', { package: ['web'], state: 'latest' }, { ...dependency, version: '1.4-1' }, ['web:amd64']],
    ['not to be there', { package: ['web'], state: 'absent' }, dependency, []],
    ['removed but for its configuration', { package: ['web'] }, { ...removed, isAutomatic: true }, []],
  ])('marks what came as a dependency as installed by hand: %s', (_case, given, found, wanted) => {
    expect(run(given, { dpkg: [found] }).said.filter((line) => line.startsWith('mark'))).toEqual(
      wanted.map((name) => `mark as installed by hand: apt-mark manual -- ${name}`),
    );
  });

  test.each([
    ['there', { package: ['web'] }, [web]],
    ['there in an accepted version', { package: ['web=1.2*'] }, [web]],
    ['there and newer than needed', { package: ['web>=1.1'] }, [web]],
    ['the latest already', { package: ['web'], state: 'latest' }, [{ ...web, version: '1.4-1' }]],
    ['newer than any that apt has', { package: ['web'], state: 'latest' }, [{ ...web, version: '2.0' }]],
    ['only to be upgraded, and missing', { package: ['web'], only_upgrade: true }, []],
    ['absent', { package: ['web'], state: 'absent' }, [removed]],
  ])('nothing to do: %s', (_case, given, dpkg) => {
    expect(run(given, { dpkg }).said).toEqual([]);
  });

  test('a virtual package is there when one that provides it is', () => {
    const virtual = { ...unknown, providers: ['mawk', 'gawk'] };
    const provided = { 'dpkg "mawk"': [{ ...web, name: 'mawk' }], 'dpkg "gawk"': [] };
    expect(run({ package: ['web'] }, { candidate: virtual, answers: provided }).said).toEqual([]);
    expect(
      run({ package: ['web'] }, { candidate: virtual, answers: { ...provided, 'dpkg "mawk"': [] } }).changes,
    ).toHaveLength(1);
  });

  test('an unknown package and an unknown version are errors before anything is done', () => {
    expect(failureOf(() => run({ package: ['web'] }, { candidate: unknown })).message).toBe(
      "No package matching 'web' is available",
    );
    expect(failureOf(() => run({ package: ['web=9'] })).message).toContain('web=9');
  });

  test('a hostile name stays one word behind the options', () => {
    const name = '--x; $(id)';
    const answers = { [`dpkg ${JSON.stringify(name)}`]: [], [`apt candidate ${JSON.stringify({ name })}`]: candidate };
    expect(run({ package: [name] }, { answers }).said).toEqual([`install: ${common} install  -- '--x; $(id)'`]);
  });

  test('the index is refreshed only when it is too old, and that alone is no change of packages', () => {
    const fresh = { 'apt cache "index"': { now: 1000, refreshed: 900 } };
    const kept = run({ update_cache: true, cache_valid_time: 3600 }, { answers: fresh });
    expect([kept.said, kept.result['cache_updated'], kept.result['cache_update_time']]).toEqual([[], false, 900]);
    const refreshed = run({ package: ['web'], update_cache: true }, { dpkg: [web], answers: fresh });
    expect(refreshed.changes.map(({ what, counts }) => [what, counts])).toEqual([['refresh package index', false]]);
  });

  test('an index that cannot be fetched is tried again, then an error with the reason', () => {
    const outcomes = {
      'refresh package index': { status: 100, stderr: Buffer.from('E: Failed to fetch http://mirror/x\n') },
    };
    const known = { answers: { 'apt cache "index"': { now: 1000, refreshed: 0 } } };
    expect(
      failureOf(() => run({ update_cache: true, update_cache_retries: 2 }, known, { outcomes })).message,
    ).toContain('Failed to fetch');
  });

  test('an upgrade tells what apt-get said, also where there is nothing to do', () => {
    const said = 'Reading package lists...\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n';
    const { changes, result } = run({ upgrade: 'dist' }, {}, { prints: { 'apt-get -s': said } });
    expect(changes).toEqual([]);
    expect(result).toMatchObject({ msg: said, stdout: said });
    expect(result).not.toHaveProperty('cache_updated');
  });

  test("apt-get's complaint is the failure", () => {
    const outcomes = { install: { status: 100, stderr: Buffer.from('W: noise\nE: Unable to locate package web\n') } };
    const failure = failureOf(() => run({ package: ['web'] }, {}, { outcomes }));
    expect(failure.message).toBe("'apt-get install web' failed: E: Unable to locate package web");
    expect(failure.result['rc']).toBe(100);
  });

  test('services can be kept from starting', () => {
    const { said } = run({ package: ['web'], policy_rc_d: 101 });
    expect(said[0]).toContain("printf '#!/bin/sh\\nexit %s\\n' 101");
    expect(said[0]).toContain('trap restore EXIT');
  });

  test('check mode tells what would be installed', () => {
    const { changes, result } = run({ package: ['web'] }, {}, { check: true });
    expect(changes.map(({ what, diff }) => [what, diff])).toEqual([
      ['install', { before: { web: null }, after: { web: '1.4-1' } }],
    ]);
    expect(result).toMatchObject({ cache_updated: false });
  });
});

describe('versions of Debian', () => {
  test.each([
    ['1.0', '1.0', 0],
    ['1.9', '1.10', -1],
    ['1.0~rc1', '1.0', -1],
    ['1.0-1', '1.0-2', -1],
    ['1:0.1', '9.9', 1],
    ['1.0+b1', '1.0', 1],
    ['1.0a', '1.0+', -1],
    ['2.1.0-1', '2.1.0-1+deb12u1', -1],
  ])('%s and %s', (a, b, order) => {
    expect(Math.sign(compareVersions(a, b))).toBe(order);
    expect(Math.sign(compareVersions(b, a))).toBe(0 - order);
  });

  test.each([
    ['web', { name: 'web', relation: undefined, version: '' }],
    ['web=1.2*', { name: 'web', relation: '=', version: '1.2*' }],
    ['web >= 1.2', { name: 'web', relation: '>=', version: '1.2' }],
    ['libc6:i386=2', { name: 'libc6:i386', relation: '=', version: '2' }],
  ])('%s is read', (text, wanted) => {
    expect(specificationOf(text)).toEqual(wanted);
  });
});
