import { expect, test } from 'vitest';
import { parseJump, parseJumps } from '../../src/connections/jumps.js';
import { splitWords } from '../../src/connections/words.js';

test.each([
  ['jump', { host: 'jump', port: undefined, user: undefined }],
  ['me@jump:2222', { host: 'jump', port: 2222, user: 'me' }],
  ['ssh://me@jump:2222', { host: 'jump', port: 2222, user: 'me' }],
  ['[2001:db8::1]:2222', { host: '2001:db8::1', port: 2222, user: undefined }],
  ['me@[2001:db8::1]', { host: '2001:db8::1', port: undefined, user: 'me' }],
])('the jump %s is read', (text, wanted) => {
  expect(parseJump(text)).toMatchObject(wanted);
});

test.each([['a:b'], [''], ['me@'], ['jump:99x']])('the jump "%s" is refused', (text) => {
  expect(() => parseJump(text)).toThrow(expect.objectContaining({ code: 'E0402' }));
});

test.each([
  ['nothing', undefined, undefined, []],
  ['none', 'none', undefined, []],
  ['two hops', 'a,me@b:1', undefined, [{ host: 'a' }, { host: 'b', user: 'me', port: 1 }]],
  ['written as a command', undefined, 'ssh -W %h:%p -q me@jump', [{ host: 'jump', user: 'me', arguments: ['-q'] }]],
  [
    'with a port and a key',
    undefined,
    'ssh -p 2222 -i /k -W %h:%p jump',
    [{ host: 'jump', port: 2222, arguments: ['-p', '2222', '-i', '/k'] }],
  ],
  ['in one word', undefined, 'exec /usr/bin/ssh -W%h:%p jump', [{ host: 'jump', arguments: [] }]],
])('the way is found: %s', (_case, jump, command, wanted) => {
  expect(parseJumps(jump, command)).toMatchObject(wanted);
});

test.each([['nc %h %p'], ['ssh -W %h:%p jump 2>/dev/null'], ['ssh jump nc %h %p'], ['ssh -W other:22 jump']])(
  '%s stays a command',
  (command) => {
    expect(parseJumps(undefined, command)).toBe(command);
  },
);

test.each([
  [`ssh -o 'A B' "c d" e\\ f`, ['ssh', '-o', 'A B', 'c d', 'e f']],
  ['a | b', undefined],
  ['a "$HOME"', undefined],
  [`a 'unclosed`, undefined],
])('the words of %s', (text, wanted) => {
  expect(splitWords(text)).toEqual(wanted);
});
