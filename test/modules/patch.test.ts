import { describe, expect, test } from 'vitest';
import { patch } from '../../src/modules/patch.js';
import { controllerWith } from './controller.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { withDefaults } from './target.js';

const controller = controllerWith({
  getFile: (kind, name) => `/site/${kind}/${name}`,
  readFile: (path) => Buffer.from(`the bytes of ${path}`),
});

const run = (given: object, trial: string | object) =>
  talk(patch.run(withDefaults(patch, { src: 'a.diff', basedir: '/srv', ...given }), controller), {
    prints: { patch: trial },
  });

describe('patch', () => {
  test.each([
    ['applied', {}, {}, '--directory=/srv --input=<31 bytes>'],
    ['taken back', { state: 'absent', strip: 1 }, {}, '--strip=1 --directory=/srv --reverse'],
    [
      'with options',
      { backup: true, binary: true, ignore_whitespace: true },
      {},
      '--binary --ignore-whitespace --backup',
    ],
    [
      'to one file',
      { dest: '/etc/x', basedir: undefined, remote_src: true, src: '/p' },
      {},
      '--directory=/etc/ --input=/p /etc/x',
    ],
    ['already in', {}, { status: 97 }, ''],
  ])('%s', (_case, given, trial, words) => {
    const { result, said } = run(given, trial);
    expect(result.result).toEqual({ changed: words !== '' });
    expect(said.join()).toContain(words);
  });

  test.each([
    [
      'a hunk that does not fit',
      { status: 1, stdout: Buffer.from('1 out of 1 hunk FAILED\n') },
      '1 out of 1 hunk FAILED',
    ],
    ['no directory', { status: 98, stdout: Buffer.from("basedir /srv doesn't exist\n") }, "basedir /srv doesn't exist"],
    ['no program', { status: 99 }, 'install the package patch'],
  ])('refused: %s', (_case, trial, message) => {
    expect(failureOf(() => run({}, trial)).message).toContain(message);
  });
});
