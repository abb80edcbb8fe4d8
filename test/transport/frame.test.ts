import { expect, test } from 'vitest';
import { createMarks, frameText } from '../../src/transport/frame.js';
import { rawShell, sh } from '../../src/shell/script.js';

const marks = { start: 'N<', end: 'N>' };
const plain = { marks, before: [], environment: {}, after: [] };

test('a script is evaluated in a subshell without input, between marks on both streams', () => {
  expect(frameText({ ...plain, text: sh`echo ${"it's"}`.toString() })).toMatchInlineSnapshot(`
    "{ printf %s 'N<'; printf %s 'N<' >&2; ( eval ' echo '\\''it'\\''\\'\\'''\\''s'\\''' ) </dev/null; printf 'N>%s;' "$?"; printf %s 'N>;' >&2; }
    "
  `);
});

test('environment, attachments and their removal surround the script', () => {
  const frame = {
    marks,
    before: [rawShell('write')],
    text: 'true',
    environment: { A: 'x y' },
    after: [rawShell('remove')],
  };
  expect(frameText(frame)).toMatchInlineSnapshot(`
    "{ printf %s 'N<'; printf %s 'N<' >&2; ( write || exit 1; export A='x y'; eval ' true' ) </dev/null; printf 'N>%s;' "$?"; printf %s 'N>;' >&2; remove; }
    "
  `);
});

test.each([['A B'], ['1A'], ['A=B'], ['A;rm'], ['']])('the environment name "%s" is refused', (name) => {
  expect(() => frameText({ ...plain, text: 'true', environment: { [name]: 'x' } })).toThrow(
    expect.objectContaining({ code: 'E0502' }),
  );
});

test('a NUL byte in the environment is refused', () => {
  expect(() => frameText({ ...plain, text: 'true', environment: { A: 'x\0' } })).toThrow(
    expect.objectContaining({ code: 'E0502' }),
  );
});

test('marks are never the same twice', () => {
  expect(createMarks().start).not.toBe(createMarks().start);
});
