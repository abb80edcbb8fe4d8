import type { Duplex } from 'node:stream';

/** What travels beside messages: the bytes of a standard stream. */
export type ByteStream = 'input' | 'output' | 'errors';

export interface WireListener<Message> {
  message(message: Message): void;
  bytes(stream: ByteStream, chunk: Buffer): void;
  /** Once, when the other side has gone. */
  closed(): void;
}

const kinds = ['message', 'input', 'output', 'errors'] as const;
const headerSize = 5;

/** Messages and bytes in their order over one local stream: a kind and a length before each. Both ends are the same program. */
export class Wire<Sent, Received> {
  readonly #stream: Duplex;
  #arrived: Buffer = Buffer.alloc(0);
  #listener: WireListener<Received> | undefined;
  #isClosed = false;

  constructor(stream: Duplex) {
    this.#stream = stream;
    // Its end follows, which is what is told.
    stream.on('error', () => undefined);
  }

  /** Who hears of all that arrives from now on; one that comes late is told of the end, too. */
  listen(listener: WireListener<Received>): void {
    const isFirst = this.#listener === undefined;
    this.#listener = listener;
    if (this.#isClosed) return listener.closed();
    if (!isFirst) return;
    this.#stream.on('data', (chunk: Buffer) => this.#arrive(chunk));
    this.#stream.once('close', () => {
      this.#isClosed = true;
      this.#listener?.closed();
    });
  }

  send(message: Sent): void {
    this.#write('message', Buffer.from(JSON.stringify(message)));
  }

  sendBytes(stream: ByteStream, chunk: string | Uint8Array): void {
    this.#write(stream, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }

  /** Ends this side once everything is sent. */
  end(): void {
    this.#stream.end();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  #write(kind: (typeof kinds)[number], payload: Uint8Array): void {
    if (!this.#stream.writable) return;
    const header = Buffer.alloc(headerSize);
    header.writeUInt8(kinds.indexOf(kind));
    header.writeUInt32BE(payload.byteLength, 1);
    this.#stream.write(Buffer.concat([header, payload]));
  }

  #arrive(chunk: Buffer): void {
    this.#arrived = this.#arrived.length === 0 ? chunk : Buffer.concat([this.#arrived, chunk]);
    while (this.#arrived.length >= headerSize) {
      const end = headerSize + this.#arrived.readUInt32BE(1);
      if (this.#arrived.length < end) return;
      const kind = kinds[this.#arrived.readUInt8()];
      const payload = this.#arrived.subarray(headerSize, end);
      this.#arrived = this.#arrived.subarray(end);
      this.#deliver(kind, payload);
    }
  }

  #deliver(kind: (typeof kinds)[number] | undefined, payload: Buffer): void {
    if (kind === 'message') this.#listener?.message(JSON.parse(payload.toString()) as Received);
    else if (kind !== undefined) this.#listener?.bytes(kind, Buffer.from(payload));
  }
}
