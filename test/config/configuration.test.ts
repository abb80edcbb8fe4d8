import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfiguration, type Configuration } from '../../src/config/load-configuration.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'provision-config-'));
  mkdirSync(join(root, 'home'));
  mkdirSync(join(root, 'work'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function load(text: string | undefined, environment: Record<string, string> = {}): Configuration {
  if (text !== undefined) writeFileSync(join(root, 'work/ansible.cfg'), text);
  return loadConfiguration({ environment, directory: join(root, 'work'), home: join(root, 'home') });
}

describe('where settings come from', () => {
  test('defaults without a file', () => {
    expect(load(undefined)).toMatchObject({
      timeout: 10,
      hostKeyChecking: true,
      becomeUser: 'root',
      gathering: 'implicit',
      forks: undefined,
    });
  });

  test('the file, with comments, continued lines and paths beside it', () => {
    const text =
      '# a comment\n[defaults]\nforks = 20 ; many\ninventory = hosts,~/more\nroles_path = roles:/srv/roles\nhost_key_checking=no\n[ssh_connection]\nssh_args = -o A=b\n  -o C=d\n';
    expect(load(text)).toMatchObject({
      forks: 20,
      inventory: [join(root, 'work/hosts'), join(root, 'home/more')],
      rolesPath: [join(root, 'work/roles'), '/srv/roles'],
      hostKeyChecking: false,
      sshArgs: '-o A=b\n-o C=d',
      file: join(root, 'work/ansible.cfg'),
    });
  });

  test('the environment wins, and origins tell', () => {
    const configuration = load('[defaults]\nforks = 20\ntimeout = 30\n', { ANSIBLE_FORKS: '7' });
    expect(configuration.forks).toBe(7);
    expect(configuration.origins.get('forks')).toEqual({ variable: 'ANSIBLE_FORKS' });
    expect(configuration.origins.get('timeout')).toMatchObject({ line: 3, column: 1 });
  });

  test("colours go by Ansible's names", () => {
    const text = '[colors]\nok = bright blue\nskip = rgb123\n';
    expect(load(text, { ANSIBLE_COLOR_ERROR: 'color9' })).toMatchObject({
      colourOk: 'bright blue',
      colourSkip: 'rgb123',
      colourError: 'color9',
      colourWarn: 'bright purple',
    });
    expect(() => load('[colors]\nok = greenish\n')).toThrow(/should be a colour/);
  });

  test('callbacks are enabled by the old name too', () => {
    expect(load('[defaults]\ncallback_whitelist = timer\n').callbacksEnabled).toEqual(['timer']);
  });

  test('ANSIBLE_CONFIG wins over the working directory, that over home', () => {
    writeFileSync(join(root, 'home/.ansible.cfg'), '[defaults]\nforks = 1\n');
    expect(load(undefined).forks).toBe(1);
    expect(load('[defaults]\nforks = 2\n').forks).toBe(2);
    writeFileSync(join(root, 'other.cfg'), '[defaults]\nforks = 3\n');
    expect(load(undefined, { ANSIBLE_CONFIG: join(root, 'other.cfg') }).forks).toBe(3);
  });

  test('a file in a directory that anybody can write to is ignored, with a warning', () => {
    chmodSync(join(root, 'work'), 0o777);
    const configuration = load('[defaults]\nforks = 2\n');
    expect(configuration.forks).toBeUndefined();
    expect(configuration.warnings).toHaveLength(1);
  });

  test('NO_COLOR counts whatever its value, unless empty', () => {
    expect(load(undefined, { NO_COLOR: '0' }).noColor).toBe(true);
    expect(load(undefined, { NO_COLOR: '' }).noColor).toBe(false);
  });
});

describe('mistakes', () => {
  test.each([
    ['[defaults]\nforks = many\n', 2],
    ['[defaults]\nhost_key_checking = perhaps\n', 2],
    ['[defaults]\ngathering = never\n', 2],
    ['forks = 1\n', 1],
    ['[defaults]\nforks\n', 2],
  ])('%j', (text, line) => {
    expect(() => load(text)).toThrow(expect.objectContaining({ code: 'E0004', at: expect.objectContaining({ line }) }));
  });

  test('unknown and unsupported settings are named, harmless ones and other sections are not', () => {
    const text = '[defaults]\nforsk = 1\ncallback_plugins = x\nnocows = 1\nsu = no\n[other_tool]\nx = 1\n';
    const { warnings, misspelt } = load(text, { ANSIBLE_NULL_REPRESENTATION: 'x', ANSIBLE_SU: 'True' });
    expect(misspelt).toEqual([
      {
        message: 'the setting "forsk" of [defaults] is unknown and has no effect; did you mean "forks"?',
        at: { file: join(root, 'work/ansible.cfg'), line: 2, column: 1 },
      },
    ]);
    expect(warnings).toEqual([
      {
        message: `not supported, and without effect: [defaults] callback_plugins (${join(root, 'work/ansible.cfg')}:3:1), ANSIBLE_NULL_REPRESENTATION, ANSIBLE_SU`,
      },
    ]);
  });
});
