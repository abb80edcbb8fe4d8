import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { MarkedStream } from '../../src/transport/marked-stream.js';

const marks = { start: 'abcd<', end: 'abcd>' };

async function cut(
  chunks: readonly (string | Buffer)[],
): Promise<{ body: string; note: string; strays: number; noise: string }> {
  const source = new PassThrough();
  const stream = new MarkedStream(source);
  const expected = stream.expect(marks);
  for (const chunk of chunks) {
    source.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { body, note } = await expected;
  await new Promise((resolve) => setImmediate(resolve));
  return { body: body.toString('latin1'), note, strays: stream.strays, noise: stream.noise };
}

test.each([
  ['in one piece', ['abcd<body\nabcd>0;'], 'body\n', '0'],
  ['byte by byte', [...'abcd<body\nabcd>127;'], 'body\n', '127'],
  ['empty', ['abcd<abcd>0;'], '', '0'],
  ['with parts of the marks in it', ['abcd<abcabcdabcd<ab', 'cabcd>1;'], 'abcabcdabcd<abc', '1'],
  ['with the bytes of a foreign mark', ['abcd<ffff>0;abcd>0;'], 'ffff>0;', '0'],
  ['after a banner', ['Welcome!\r\n', 'mind the stepabcd<xabcd>0;'], 'x', '0'],
])('the output between the marks is found: %s', async (_case, chunks, body, note) => {
  expect(await cut(chunks)).toMatchObject({ body, note, strays: 0 });
});

test('every byte value survives', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
  const { body } = await cut(['abcd<', bytes, 'abcd>0;']);
  expect(Buffer.from(body, 'latin1').equals(bytes)).toBe(true);
});

test('what comes before the first script is noise, what comes after it is a stray', async () => {
  expect(await cut(['motd abcd<xabcd>0;late'])).toMatchObject({ noise: 'motd late', strays: 4 });
});

test('bytes that cannot belong to a mark are handed on at once', () => {
  const source = new PassThrough();
  const arrived: string[] = [];
  void new MarkedStream(source).expect(marks, { onChunk: (chunk) => arrived.push(chunk.toString()) });
  source.emit('data', Buffer.from('abcd<progress 10%'));
  source.emit('data', Buffer.from(' 20% ab'));
  expect(arrived).toEqual(['progress 10%', ' 20% ']);
});
