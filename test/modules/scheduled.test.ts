import { describe, expect, test } from 'vitest';
import { apache2Module } from '../../src/modules/apache2_module.js';
import { at } from '../../src/modules/at.js';
import { dpkgDivert } from '../../src/modules/dpkg_divert.js';
import { supervisorctl } from '../../src/modules/supervisorctl.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

describe('at', () => {
  const queue = 'echo hi\n\x1e7\n#!/bin/sh\ncd /root\necho hi\n\x1e9\n#!/bin/sh\necho ho\n';
  const run = (given: Record<string, unknown>, printed = queue) =>
    talk(at.run(withDefaults(at, { command: 'echo hi', ...given }), target), { prints: { atq: printed } });

  test.each([
    ['new', { count: 2, units: 'days' }, 'now + 2 days'],
    ['there', { count: 2, units: 'days', unique: true }, undefined],
    ['to be removed', { state: 'absent' }, 'atrm 7'],
  ])('%s', (_case, given, command) => {
    const { said, result } = run(given);
    expect(result.changed).toBe(command !== undefined);
    expect(said.join()).toContain(command ?? '');
  });

  test('removed already, and without a time', () => {
    expect(run({ state: 'absent' }, 'echo hi\n').result.changed).toBe(false);
    expect(failureOf(() => run({})).message).toContain('requires count and units');
  });
});

describe('dpkg_divert', () => {
  const own = 'LOCAL\n/bin/x.distrib\n';
  const run = (given: Record<string, unknown>, printed: string) =>
    talk(dpkgDivert.run(withDefaults(dpkgDivert, { path: '/bin/x', ...given }), target), {
      prints: { 'dpkg-divert --listpackage': printed },
    }).result;

  test.each([
    ['new', {}, '/bin/x\n', ['dpkg-divert --no-rename --local --add /bin/x']],
    ['there', {}, own, []],
    [
      'of a package',
      { holder: 'mine', rename: true },
      '/bin/x\n',
      ['dpkg-divert --rename --package mine --add /bin/x'],
    ],
    [
      'elsewhere',
      { divert: '/bin/y' },
      own,
      ['dpkg-divert --no-rename --remove /bin/x', 'dpkg-divert --no-rename --local --divert /bin/y --add /bin/x'],
    ],
    ['to be removed', { state: 'absent' }, own, ['dpkg-divert --no-rename --remove /bin/x']],
    ['removed', { state: 'absent' }, '/bin/x\n', []],
  ])('%s', (_case, given, printed, commands) => {
    const result = run(given, printed);
    expect([result['commands'], result.changed]).toEqual([commands, commands.length > 0]);
  });
});

describe('apache2_module', () => {
  const run = (
    given: Record<string, unknown>,
    printed = 'Loaded Modules:\n rewrite_module (shared)\n php7_module (shared)\n',
  ) => talk(apache2Module.run(withDefaults(apache2Module, given), target), { prints: { a2enmod: printed } });

  test.each([
    ['enabled', { name: 'rewrite' }, undefined],
    ['with another name', { name: 'php7.3' }, undefined],
    ['to be enabled', { name: 'proxy' }, 'a2enmod  proxy'],
    ['to be disabled', { name: 'rewrite', state: 'absent', force: true }, 'a2dismod -f rewrite'],
    ['disabled', { name: 'proxy', state: 'absent' }, undefined],
  ])('%s', (_case, given, command) => {
    const { said, result } = run(given);
    expect(result.changed).toBe(command !== undefined);
    expect(said.join()).toContain(command ?? '');
  });
});

describe('supervisorctl', () => {
  const status =
    'one    RUNNING   pid 1, uptime 0:01\ntwo    STOPPED   Not started\ngrp:a  RUNNING   pid 2\ngrp:b  STOPPED\n';
  const run = (given: Record<string, unknown>) =>
    talk(supervisorctl.run(withDefaults(supervisorctl, given), target), {
      prints: { ' status': status },
      outcomes: { start: { text: 'two: started\n' }, restart: { text: 'one: ERROR (spawn error)\n' } },
      check: given['state'] === 'present' || given['state'] === 'stopped',
    });

  test.each([
    ['running', { name: 'one', state: 'started' }, undefined],
    ['to be started', { name: 'two', state: 'started' }, 'start two'],
    ['a group', { name: 'grp:', state: 'stopped' }, "stop 'grp:*'"],
    ['stopped', { name: 'two', state: 'stopped' }, undefined],
    ['there', { name: 'one', state: 'present' }, undefined],
    ['new', { name: 'new', state: 'present' }, 'add new'],
    ['gone', { name: 'new', state: 'absent' }, undefined],
  ])('%s', (_case, given, command) => {
    const { said, result } = run(given);
    expect(result.changed).toBe(command !== undefined);
    expect(said.join()).toContain(command ?? '');
  });

  test('what it did is told by name', () => {
    expect(run({ name: 'two', state: 'started' }).result).toMatchObject({ affected: ['two'] });
  });

  test('a password is in a private file, and never an argument', () => {
    const secret = { name: 'two', state: 'started', server_url: 'http://localhost:9001', password: 'p%w' };
    const { said } = run(secret);
    expect(said.join()).not.toContain('p%w');
    expect(said.join()).toContain('supervisorctl -c ');
    expect(failureOf(() => run({ ...secret, server_url: undefined })).message).toContain('server_url');
  });

  test('a group is told without its colon, and what does not run is not signalled', () => {
    expect(run({ name: 'two', state: 'signalled', signal: 'HUP' }).result).toEqual({
      changed: false,
      name: 'two',
      state: 'signalled',
    });
    expect(failureOf(() => run({ name: 'none:', state: 'started' })).result).toEqual({ changed: false, name: 'none' });
  });

  test('what supervisord refuses is a failure', () => {
    expect(failureOf(() => run({ name: 'one', state: 'restarted' })).message).toContain('spawn error');
    expect(failureOf(() => run({ name: 'none', state: 'started' })).message).toContain('no such process');
  });
});
