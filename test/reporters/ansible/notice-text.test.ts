import { expect, test } from 'vitest';
import { deprecationText, warningText } from '../../../src/reporters/ansible/notice-text.js';

const at = { file: 'site.yml', line: 2, column: 3 };
const readSource = (): string => 'one\n  two\n';

test.each([
  ['a message alone', { message: 'careful' }, '[WARNING]: careful'],
  ['help without a place stands behind it', { message: 'careful.', help: 'Stop.' }, '[WARNING]: careful. Stop.'],
  [
    'a place and what helps',
    { message: 'careful', at, help: 'Stop.' },
    '[WARNING]: careful\nOrigin: site.yml:2:3\n\n1 one\n2   two\n    ^ column 3\n\nStop.\n',
  ],
  [
    'the begin of the text that the place is in',
    { message: 'careful', at: { ...at, column: 5 }, start: at },
    '[WARNING]: careful\nOrigin: site.yml:2:3\n\n1 one\n2   two\n    ^ column 3\n',
  ],
  ['a place that Ansible does not tell', { message: 'careful', at, subject: null }, '[WARNING]: careful'],
  ['a value for a place', { message: 'careful', subject: 'item' }, '[WARNING]: careful\nOrigin: <unknown>\n\nitem\n'],
])('warning: %s', (_name, notice, text) => {
  expect(warningText(notice, readSource)).toBe(text);
});

test.each([
  [undefined, '[DEPRECATION WARNING]: old. This feature will be removed from ansible-core version 2.23.'],
  ['uri', "[DEPRECATION WARNING]: old. This feature will be removed from module 'uri' in ansible-core version 2.23."],
])('deprecation of %s', (module, text) => {
  expect(deprecationText({ type: 'deprecation', message: 'old.', version: '2.23', module }, readSource)).toBe(text);
});
