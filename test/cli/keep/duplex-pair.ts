import { Duplex } from 'node:stream';

/** Two streams: what is written to one is read from the other. */
export function duplexPair(): [Duplex, Duplex] {
  const one: Duplex = end(() => other);
  const other: Duplex = end(() => one);
  return [one, other];
}

function end(peer: () => Duplex): Duplex {
  return new Duplex({
    allowHalfOpen: false,
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => (peer().push(chunk), done()),
    final: (done) => (peer().push(null), done()),
    destroy: (error, done) => (peer().destroyed || peer().push(null), done(error)),
  });
}
