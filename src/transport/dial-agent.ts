import { Agent, type ClientRequest, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';

type Created = (error: Error | null, stream: Duplex) => void;

/**
 * Keeps a dialled stream open between requests: dialling a socket of another user starts a process on the target, which
 * costs more than the request.
 */
export class DialAgent extends Agent {
  readonly #dial: () => Promise<Duplex>;

  constructor(dial: () => Promise<Duplex>) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#dial = dial;
  }

  override createConnection(_options: ClientRequestArgs, created?: Created): undefined {
    this.#dial().then(
      (stream) => created?.(null, stream),
      // Node's type asks for a stream beside the error; none is looked at.
      (thrown: unknown) => (created as ((error: unknown) => void) | undefined)?.(thrown),
    );
    return undefined;
  }

  /** A dialled stream has no keep-alive of its own to switch on. */
  override keepSocketAlive(): boolean {
    return true;
  }

  /** Nor a timer that keeps the program from ending: the connection it belongs to has none either. */
  override reuseSocket(stream: Duplex, request: ClientRequest): void {
    super.reuseSocket(Object.assign(stream, { ref: () => stream }), request);
  }
}
