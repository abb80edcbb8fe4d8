import { expect, test } from 'vitest';
import { settleDiff } from '../../src/engine/result-diff.js';

const text = { before: 'a\n', after: 'b\n', beforeHeader: '/f', afterHeader: 'f.j2' };
const attributes = { before: { path: '/f', mode: '0644' }, after: { path: '/f', mode: '0600' } };

test('a result without a diff gets the one that its changes tell', () => {
  expect(settleDiff({ changed: true }, [text], true)).toEqual({
    result: {
      changed: true,
      diff: { before: 'a\n', after: 'b\n', before_header: '/f', after_header: 'f.j2' },
    },
    diffs: [text],
  });
});

test('attributes that several changes set are one difference', () => {
  const created = { before: { path: '/f', state: 'absent' }, after: { path: '/f', state: 'touch' } };
  const { result, diffs } = settleDiff({}, [created, attributes], true);
  const joined = {
    before: { path: '/f', state: 'absent', mode: '0644' },
    after: { path: '/f', state: 'touch', mode: '0600' },
  };
  expect([result, diffs]).toEqual([{ diff: joined }, [joined]]);
});

test('what a module returns as its diff is what is shown', () => {
  const diff = [
    { before: 'a\n', after: 'b\n', before_header: '/f (content)', after_header: '/f (content)' },
    { before_header: '/f (file attributes)', after_header: '/f (file attributes)' },
  ];
  const shown = { before: 'a\n', after: 'b\n', beforeHeader: '/f (content)', afterHeader: '/f (content)' };
  expect(settleDiff({ changed: true, diff }, [text], true)).toEqual({
    result: { changed: true, diff },
    diffs: [shown],
  });
});

test.each([
  ['nothing was asked for', { changed: true }, [text], false],
  [
    'nothing was asked for, but the module returns one',
    { changed: true, diff: [{ before: 'a', after: 'b' }] },
    [],
    false,
  ],
  ['the module says that there is none', { changed: true, diff: undefined }, [text], true],
  ['nothing changed', { changed: false, diff: { before: { path: '/f' }, after: { path: '/g' } } }, [], true],
])('nothing is shown when %s', (_case, result, made, isWanted) => {
  expect(settleDiff(result, made, isWanted)).toEqual({ result, diffs: [] });
});
