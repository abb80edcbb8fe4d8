import { expect, test } from 'vitest';
import { largestInline, planDelivery } from '../../src/transport/attachments.js';
import { attach, sh } from '../../src/shell/script.js';

const written = (content: Uint8Array | string, hasBase64: boolean): string[] =>
  planDelivery(sh`cat ${attach(content)}`, '/d', hasBase64).inline.map(String);

test.each([
  ['text needs no program', "it's ü", true, [`printf %s 'it'\\''s ü' >/d/1`]],
  ['nothing makes an empty file', '', true, [`printf %s '' >/d/1`]],
  ['bytes go through base64', Buffer.from([0, 255, 10]), true, ['printf %s AP8K | base64 -d >/d/1']],
  ['without base64 they are octal', Buffer.from([0, 255, 10]), false, [`printf '\\000\\377\\012' >/d/1`]],
])('%s', (_case, content, hasBase64, wanted) => {
  expect(written(content, hasBase64)).toEqual(wanted);
});

test('an attachment that stands twice in a script is one file', () => {
  const content = attach('x');
  const delivery = planDelivery(sh`cmp ${content} ${content}; cat ${attach('y')}`, '/d', true);
  expect(delivery.text).toBe('cmp /d/1 /d/1; cat /d/2');
  expect(delivery.paths).toEqual(['/d/1', '/d/2']);
});

test('large content and local files are streamed', () => {
  const large = attach(Buffer.alloc(largestInline + 1));
  const file = attach({ path: '/etc/hosts', size: 10 });
  const { inline, streamed } = planDelivery(sh`cat ${large} ${file}`, '/d', true);
  expect(inline).toEqual([]);
  expect(streamed.map(({ path }) => path)).toEqual(['/d/1', '/d/2']);
});
