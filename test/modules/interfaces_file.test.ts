import { describe, expect, test } from 'vitest';
import { interfacesFile } from '../../src/modules/interfaces_file.js';
import {
  describeInterfaces,
  putOption,
  readInterfaces,
  removeOption,
} from '../../src/modules/interfaces-file/interfaces.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

const text = `auto eth0
iface eth0 inet static
  mtu 1500
  up ip link set eth0 up
  up true
# a comment

iface eth0 inet6 static
  mtu 1400
source /etc/network/interfaces.d/*
iface eth1 inet manual`;

const changed = (edit: typeof putOption, wish: object): string => {
  const lines = edit(readInterfaces(text), { name: 'eth0', family: 'inet', option: 'mtu', value: undefined, ...wish });
  const now = lines.map((line) => line.text).join('');
  const before = text.split('\n');
  const after = now.split('\n');
  const gone = before.filter((line) => !after.includes(line)).map((line) => `-${line}`);
  const made = after.filter((line) => !before.includes(line) && line !== '').map((line) => `+${line}`);
  return [...gone, ...made].join('|');
};

describe('the lines of a file of interfaces', () => {
  test.each([
    ['another value', putOption, { value: '9000' }, '-  mtu 1500|+  mtu 9000'],
    ['the same value', putOption, { value: '1500' }, ''],
    ['another family', putOption, { family: 'inet6', value: '9000' }, '-  mtu 1400|+  mtu 9000'],
    ['any family: the last', putOption, { family: undefined, value: '9000' }, '-  mtu 1400|+  mtu 9000'],
    ['a new option', putOption, { option: 'gateway', value: '10.0.0.1' }, '+  gateway 10.0.0.1'],
    ['a command more', putOption, { option: 'up', value: 'false' }, '+  up false'],
    ['a command that is there', putOption, { option: 'up', value: 'true' }, ''],
    ['the method', putOption, { option: 'method', value: 'dhcp' }, '-iface eth0 inet static|+iface eth0 inet dhcp'],
    ['behind the last line', putOption, { name: 'eth1', value: '9' }, '+    mtu 9'],
    ['no command of a value', removeOption, { option: 'up', value: 'true' }, '-  up true'],
    ['no command', removeOption, { option: 'up' }, '-  up ip link set eth0 up|-  up true'],
    ['nothing to remove', removeOption, { option: 'dns' }, ''],
  ])('%s', (_case, edit, wish, difference) => {
    expect(changed(edit, wish)).toBe(difference);
  });

  test('are told by their interfaces', () => {
    expect(describeInterfaces(readInterfaces(text))['eth1']).toEqual({
      address_family: 'inet',
      method: 'manual',
      'pre-up': [],
      up: [],
      down: [],
      'post-up': [],
    });
  });
});

test('an interface that is not there, and a value that is missing, are failures', () => {
  const run = (given: object) =>
    talk(
      interfacesFile.run(withDefaults(interfacesFile, { dest: '/i', iface: 'eth9', option: 'mtu', ...given }), target),
      {
        answers: textFile('/i', text),
      },
    );
  expect(failureOf(() => run({ value: '1' })).message).toBe('Error: interface eth9 not found');
  expect(failureOf(() => run({})).message).toContain('Value must be set');
});
