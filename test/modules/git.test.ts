import { describe, expect, test } from 'vitest';
import { git } from '../../src/modules/git.js';
import { gitEnvironment } from '../../src/modules/git/arguments.js';
import type { Checkout } from '../../src/modules/git/state.js';
import type { Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';

const none: Checkout = { isRepository: false, head: undefined, url: undefined, isModified: false, gitDirectory: '' };
const there: Checkout = { isRepository: true, head: 'aaa', url: 'u', isModified: false, gitDirectory: '/d/.git' };

interface Answers {
  readonly before?: Checkout;
  readonly after?: Checkout;
  readonly remote?: string;
  readonly check?: boolean;
  readonly outcome?: { status?: number; text?: string; problem?: string };
}

function run(
  given: Record<string, unknown>,
  { before = none, after = there, remote, check, outcome = {} }: Answers = {},
) {
  const said: string[] = [];
  const conversation = git.run(withDefaults(git, { repo: 'u', dest: '/d', ...given }), target);
  const looks = [before, after];
  const answer = (step: Step): unknown => {
    if (step.kind === 'ask')
      return step.questions.map(({ key }) => (key.includes('ls-remote') ? remote : (looks.shift() ?? after)));
    if (step.kind !== 'change') return undefined;
    said.push(step.change.what);
    const { status = 0, text = '', problem = '' } = outcome;
    return check ? undefined : { status, stdout: Buffer.from(text), stderr: Buffer.from(problem) };
  };
  let next = conversation.next(undefined);
  while (!next.done) next = conversation.next(answer(next.value));
  return { said, result: next.value };
}

describe('git', () => {
  test.each<[string, Record<string, unknown>, Answers, string[], Record<string, unknown>]>([
    ['nothing there', {}, {}, ['clone'], { changed: true, before: null, after: 'aaa' }],
    ['nothing new', {}, { before: there }, ['update'], { changed: false, before: 'aaa', after: 'aaa' }],
    [
      'a new commit',
      {},
      { before: there, after: { ...there, head: 'bbb' } },
      ['update'],
      { changed: true, after: 'bbb' },
    ],
    ['another address', { repo: 'v' }, { before: there }, ['update'], { changed: true, remote_url_changed: true }],
    [
      'other submodules',
      {},
      { before: there, outcome: { text: 'submodules changed\n' } },
      ['update'],
      { changed: true },
    ],
    ['not to be updated', { update: false }, { before: there }, [], { changed: false, after: 'aaa' }],
    ['not to be cloned', { clone: false }, { remote: 'ccc' }, [], { changed: true, after: 'ccc' }],
    [
      'changed files, thrown away',
      { force: true },
      { before: { ...there, isModified: true } },
      ['update'],
      { changed: true },
    ],
    ['a check run, nothing new', {}, { before: there, remote: 'aaa', check: true }, ['update'], { changed: false }],
    [
      'a check run, a new commit',
      {},
      { before: there, remote: 'bbb', check: true },
      ['update'],
      { changed: true, after: 'bbb' },
    ],
    [
      'an archive',
      { archive: '/a.tar.gz' },
      { before: there, outcome: { text: 'changed\n' } },
      ['update', 'archive'],
      { changed: true },
    ],
  ])('%s', (_case, given, answers, said, result) => {
    expect(run(given, answers)).toMatchObject({ said, result });
  });

  test.each<[string, Record<string, unknown>, Answers, string]>([
    [
      'changed files',
      {},
      { before: { ...there, isModified: true } },
      'Local modifications exist in the destination: /d (force=no).',
    ],
    ['no destination', { dest: undefined }, {}, 'the destination directory must be specified unless clone=no'],
    ['what git says', {}, { outcome: { status: 128, problem: 'fatal: no\n' } }, 'fatal: no'],
    [
      'an archive of no kind',
      { archive: '/a.rar' },
      { before: there },
      'Unable to get file extension from archive file name: /a.rar',
    ],
  ])('refused: %s', (_case, given, answers, message) => {
    expect(failureOf(() => run(given, answers)).message).toContain(message);
  });

  test('ssh never asks', () => {
    const args = withDefaults(git, { repo: 'u', key_file: "/it's", accept_newhostkey: true, ssh_opts: '-p 22' });
    expect(gitEnvironment(args)['GIT_SSH_COMMAND']).toBe(
      "ssh -o BatchMode=yes -i '/it'\\''s' -o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new -p 22",
    );
  });
});
