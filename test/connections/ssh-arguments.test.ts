import { expect, test } from 'vitest';
import { parseSshArguments } from '../../src/connections/ssh-arguments.js';

test.each([
  ['-o with =', ['-o', 'ProxyJump=a,b'], { proxyjump: ['a,b'] }],
  ['-o with a space', ['-o', 'StrictHostKeyChecking no'], { stricthostkeychecking: ['no'] }],
  ['-o without a space after it', ['-oPort=2222'], { port: ['2222'] }],
  ['a quoted value', ['-o', 'ProxyCommand="ssh -W %h:%p jump"'], { proxycommand: ['ssh -W %h:%p jump'] }],
  ['an equals sign in the value', ['-o', 'SetEnv=A=B'], { setenv: ['A=B'] }],
  [
    'letters',
    ['-J', 'jump', '-i', '/k1', '-i', '/k2', '-p2222', '-l', 'me'],
    { proxyjump: ['jump'], identityfile: ['/k1', '/k2'], port: ['2222'], user: ['me'] },
  ],
  ['letters in one word', ['-Cqp', '2222'], { port: ['2222'] }],
  ['address family', ['-4'], { addressfamily: ['inet'] }],
  [
    "Ansible's default",
    ['-C', '-o', 'ControlMaster=auto', '-o', 'ControlPersist=60s'],
    { controlmaster: ['auto'], controlpersist: ['60s'] },
  ],
])('%s', (_case, words, wanted) => {
  expect(Object.fromEntries(parseSshArguments(words).settings)).toEqual(wanted);
});

test('the first word that is no option is the destination', () => {
  expect(parseSshArguments(['-W', '%h:%p', 'me@jump', '-F', '/config'])).toMatchObject({
    destination: 'me@jump',
    configFile: '/config',
  });
});

test.each([[['-p']], [['-o', 'nonsense']], [['-?', 'x']]])('%j is refused', (words) => {
  expect(() => parseSshArguments(words)).toThrow(expect.objectContaining({ code: 'E0402' }));
});
