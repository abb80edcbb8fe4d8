import { expect, test } from 'vitest';
import { Wire } from '../../../src/cli/keep/wire.js';
import { duplexPair } from './duplex-pair.js';

interface Heard {
  readonly all: unknown[];
  readonly closed: Promise<void>;
}

function listenTo(wire: Wire<unknown, unknown>): Heard {
  const all: unknown[] = [];
  const closed = new Promise<void>((resolve) =>
    wire.listen({
      message: (message) => void all.push(message),
      bytes: (stream, chunk) => void all.push([stream, chunk.toString('latin1')]),
      closed: resolve,
    }),
  );
  return { all, closed };
}

test('messages and bytes arrive in their order, whatever they hold', async () => {
  const [here, there] = duplexPair();
  const [one, other] = [new Wire<unknown, unknown>(here), new Wire<unknown, unknown>(there)];
  const heard = listenTo(other);
  one.send({ kind: 'first', text: 'ü\n' });
  one.sendBytes('output', Buffer.from([0, 255, 10]));
  one.sendBytes('errors', '');
  one.send({ kind: 'last' });
  one.end();
  await heard.closed;
  const expected = [{ kind: 'first', text: 'ü\n' }, ['output', '\0\xff\n'], ['errors', ''], { kind: 'last' }];
  expect(heard.all).toEqual(expected);
});

test('pieces of any size make the same', async () => {
  const [near, far] = duplexPair();
  const written: Buffer[] = [];
  far.on('data', (chunk: Buffer) => void written.push(chunk));
  const sender = new Wire<unknown, unknown>(near);
  sender.send({ kind: 'message' });
  sender.sendBytes('input', 'x'.repeat(70_000));
  await new Promise((resolve) => setImmediate(resolve));
  const [here, there] = duplexPair();
  const heard = listenTo(new Wire<unknown, unknown>(there));
  const all = Buffer.concat(written);
  for (let at = 0; at < all.length; at += 977) here.write(all.subarray(at, at + 977));
  here.end();
  await heard.closed;
  expect(heard.all).toEqual([{ kind: 'message' }, ['input', 'x'.repeat(70_000)]]);
});

test('nothing is written to a side that has gone', async () => {
  const [here, there] = duplexPair();
  const wire = new Wire<unknown, unknown>(here);
  const heard = listenTo(wire);
  there.destroy();
  await heard.closed;
  wire.send({ kind: 'late' });
  expect(heard.all).toEqual([]);
});
