import type { Duplex } from 'node:stream';
import { ProvisionError, messageOf } from '../base/errors.js';
import type { Change, Exchange, Reach, Reached } from '../module-kit/steps.js';
import type {
  BecomeOptions,
  Connection,
  ConnectionOptions,
  OnBytes,
  RunOptions,
  Session,
} from '../transport/connection.js';
import type { DialAgent } from '../transport/dial-agent.js';
import { makeKeptRequest, makeRequest } from '../transport/http-client.js';
import type { HttpRequest, HttpResponse } from '../transport/http.js';
import type { ConnectionPool } from './connection-pool.js';
import type { Ahead } from './ahead/ahead.js';
import type { Line } from './drive.js';
import type { Answers } from './machine.js';

export interface LineOptions {
  readonly pool: ConnectionPool;
  /** The host whose task the line is for. */
  readonly worker: string;
  readonly connection: ConnectionOptions;
  readonly become: BecomeOptions | undefined;
  readonly check: boolean;
  readonly runOptions: RunOptions;
  readonly answers: Answers;
  readonly ahead?: Ahead | undefined;
  readonly onlyReads: boolean;
  readonly onDownload?: OnBytes | undefined;
  readonly onFetch?: OnBytes | undefined;
  readonly onPrinted?: ((text: string) => void) | undefined;
  readonly onChange: (change: Omit<Change, 'run'>) => void;
  readonly signal: AbortSignal;
}

/** The line to one user of one host, over the run's connections. */
export function openLine(options: LineOptions): Line {
  const { pool, connection, become, worker } = options;
  const trace = pool.trace?.line({ connection, become, worker });
  const connected = (): Promise<Connection> => pool.connect(connection);
  const dial = async (to: Parameters<Connection['dial']>[0]): Promise<Duplex> => (await connected()).dial(to, become);
  const exchange = async (request: HttpRequest): Promise<HttpResponse> => {
    if (!('socket' in request.to) || request.tls) return makeRequest(request, dial);
    const { socket } = request.to;
    return makeKeptRequest(
      request,
      await agentOf(await connected(), `${become?.method ?? ''} ${become?.user ?? ''} ${socket}`, () =>
        dial({ socket }),
      ),
    );
  };
  return {
    check: options.check,
    runOptions: options.runOptions,
    answers: options.answers,
    ahead: options.ahead,
    onlyReads: options.onlyReads,
    onDownload: options.onDownload,
    onFetch: options.onFetch,
    onPrinted: options.onPrinted,
    onChange: options.onChange,
    signal: options.signal,
    async session(): Promise<Session> {
      const opened = await connected();
      const open = (): Promise<Session> => opened.session(become);
      const session = await (trace ? trace.session(open) : open());
      options.answers.about = session.about;
      return session;
    },
    exchange({ request, progress }: Exchange) {
      const told = {
        ...request,
        onBytes: options.onDownload,
        onLine: progress && tellProgress(progress, options.onFetch),
      };
      const make = (): Promise<HttpResponse> => exchange(told);
      return trace ? trace.exchange(request, make) : make();
    },
    reach(reach) {
      const make = (): Promise<Reached> => tryToReach(reach, dial);
      return trace ? trace.reach(reach, make) : make();
    },
    leave: async (user) => (await connected()).leave(user),
    reconnect: async () => (await connected()).reset(),
  };
}

/** Tells what the lines of an answer say of how far it is. */
function tellProgress(
  progress: NonNullable<Exchange['progress']>,
  onBytes: OnBytes | undefined,
): (line: string) => void {
  return (line) => {
    const now = progress(line);
    if (now) onBytes?.(now.bytes, now.total);
  };
}

const agents = new WeakMap<Connection, Map<string, DialAgent>>();

/** The agent that keeps the stream to a socket of this connection's host. */
async function agentOf(connection: Connection, key: string, dial: () => Promise<Duplex>): Promise<DialAgent> {
  const { DialAgent } = await import('../transport/dial-agent.js');
  const kept = agents.get(connection) ?? new Map<string, DialAgent>();
  agents.set(connection, kept);
  const agent = kept.get(key) ?? new DialAgent(dial);
  kept.set(key, agent);
  return agent;
}

const enoughToMatch = 1 << 20;

async function tryToReach(reach: Reach, dial: (to: Reach['address']) => Promise<Duplex>): Promise<Reached> {
  const deadline = AbortSignal.timeout(reach.timeout * 1000);
  let stream: Duplex;
  try {
    stream = await withDeadline(dial(reach.address), deadline);
  } catch (thrown) {
    return { connected: false, matched: false, received: '', problem: messageOf(thrown) };
  }
  try {
    return await listen(stream, reach, deadline);
  } finally {
    stream.destroy();
  }
}

async function listen(stream: Duplex, { expect }: Reach, deadline: AbortSignal): Promise<Reached> {
  if (!expect) return { connected: true, matched: true, received: '' };
  let received = '';
  const reading = (async () => {
    for await (const chunk of stream) {
      received += String(chunk);
      if (expect.test(received) || received.length > enoughToMatch) return;
    }
  })();
  try {
    await withDeadline(reading, deadline);
  } catch (thrown) {
    return { connected: true, matched: expect.test(received), received, problem: messageOf(thrown) };
  }
  return { connected: true, matched: expect.test(received), received };
}

async function withDeadline<Result>(work: Promise<Result>, deadline: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const expire = (): void => reject(new ProvisionError('E0608', 'timed out'));
    if (deadline.aborted) expire();
    deadline.addEventListener('abort', expire, { once: true });
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', expire));
  });
}
