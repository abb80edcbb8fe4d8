import { expect, test } from 'vitest';
import { parseIniFile } from '../../src/config/ini-file.js';
import { render } from '../filters/templar.js';

const configuration = {
  file: '/site/ansible.cfg',
  ini: parseIniFile('[defaults]\nforks = 7\nroles_path = a:/b\ncallbacks_enabled = x, y\n', '/site/ansible.cfg'),
  workingDirectory: '/work',
};
const environment = { HOME: '/home/me', ANSIBLE_TIMEOUT: '33', ANSIBLE_SU_USER: 'sue', ANSIBLE_LIBRARY: 'm:/n' };
const variables = { ansible_ssh_port: '2022' };

function lookup(call: string): unknown {
  return render(`{{ lookup('config', ${call}) }}`, { configuration, environment, variables });
}

test.each<[call: string, expected: unknown]>([
  ["'DEFAULT_FORKS', show_origin=true", [7, '/site/ansible.cfg']],
  ["'DEFAULT_TIMEOUT', show_origin=true", [33, 'env: ANSIBLE_TIMEOUT']],
  ["'DEFAULT_POLL_INTERVAL', show_origin=true", [15, 'default']],
  ["'DEFAULT_ROLES_PATH'", ['/site/a', '/b']],
  ["'DEFAULT_MODULE_PATH'", ['/work/m', '/n']],
  ["'DEFAULT_LOOKUP_PLUGIN_PATH'", ['/home/me/.ansible/plugins/lookup', '/usr/share/ansible/plugins/lookup']],
  ["'CALLBACKS_ENABLED'", ['x', 'y']],
  ["'CONFIG_FILE'", '/site/ansible.cfg'],
  ["'port', plugin_type='connection', plugin_name='ssh', show_origin=true", [2022, 'var: ansible_ssh_port']],
  ["'become_user', plugin_type='become', plugin_name='su'", 'sue'],
  ["'nothing', on_missing='skip'", []],
])('config, %s', (call, expected) => {
  expect(lookup(call)).toEqual(expected);
});

test.each([
  ["'nothing'", "No config definition exists for 'nothing'."],
  ["'nothing', on_missing='boo'", "Invalid value 'boo' for config 'on_missing'"],
  ["'port', plugin_type='connection'", 'Both plugin_type and plugin_name are required'],
  [
    "'port', plugin_type='connection', plugin_name='carrier_pigeon'",
    "Unable to load connection plugin 'carrier_pigeon'",
  ],
  [
    "'nothing', plugin_type='connection', plugin_name='ssh'",
    "No config definition exists for 'nothing' for 'ssh' connection plugin.",
  ],
  ['1337', 'Invalid setting identifier'],
])('config refuses %s', (call, message) => {
  expect(() => lookup(call)).toThrow(message);
});
