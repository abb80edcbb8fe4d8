import { expect, test } from 'vitest';
import { askTogether } from '../../src/questions/question.js';
import { knownName } from '../../src/questions/known-name.js';

const answer = (text: string, name: string, database: 'passwd' | 'group'): unknown => {
  const question = knownName({ database, name });
  const outcome = { status: 0, stdout: Buffer.from(text), stderr: Buffer.alloc(0) };
  return askTogether([question])[0]?.read(outcome).get(question.key);
};

const output = 'root:x:0:0:root:/root:/bin/sh\nweb:x:33:33::/:/bin/false\n=\nadm:x:4:syslog\n=\n';

test.each([
  ['root', 'passwd', true],
  ['33', 'passwd', true],
  ['adm', 'passwd', false],
  ['4', 'group', true],
  ['syslog', 'group', false],
  ['x', 'group', false],
] as const)('%s in %s: %s', (name, database, expected) => {
  expect(answer(output, name, database)).toBe(expected);
});

test('one process answers for all of a kind; an option is no name', () => {
  const [trip] = askTogether([
    knownName({ database: 'passwd', name: 'a b' }),
    knownName({ database: 'passwd', name: '0' }),
    knownName({ database: 'group', name: '-s' }),
  ]);
  expect(trip?.script.toString().split('\n').slice(-2)).toEqual(["entries passwd 'a b' 0", 'echo =']);
});
