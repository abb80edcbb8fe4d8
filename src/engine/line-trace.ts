import { Transform, pipeline, type Readable } from 'node:stream';
import { unheeded } from '../base/unheeded.js';
import type { Trip, TripOutcome } from '../events/trip.js';
import type { Reach, Reached } from '../module-kit/steps.js';
import type { Script } from '../shell/script.js';
import type { BecomeOptions, ConnectionOptions, Follower, Outcome, Session } from '../transport/connection.js';
import { addressText } from '../transport/http-client.js';
import type { HttpRequest, HttpResponse } from '../transport/http.js';
import type { LineEnd } from './connection-trace.js';
import type { TripTeller } from './trip-teller.js';

/** Makes what a line makes, and tells of it. */
export interface LineTrace {
  /** The session, its trips told of; opening it is one too, the first time. */
  session(open: () => Promise<Session>): Promise<Session>;
  exchange(request: HttpRequest, make: () => Promise<HttpResponse>): Promise<HttpResponse>;
  reach(reach: Reach, make: () => Promise<Reached>): Promise<Reached>;
}

/** @param opened the sessions that were opened in the run, by what leads to them */
export function lineTrace({ connection, become, worker }: LineEnd, teller: TripTeller, opened: Set<string>): LineTrace {
  const host = connection.name;
  const about = (kind: Trip['kind'], what: string): Omit<Trip, 'id'> => ({ kind, host, worker, what });
  return {
    async session(open) {
      const key = `${host} ${connection.plugin} ${become?.method ?? ''} ${become?.user ?? ''}`;
      const isOpen = opened.has(key);
      opened.add(key);
      const whose = becoming(connection, become);
      const shell = about('shell', `as ${whose ?? connection.user ?? 'the login user'}`);
      const session = isOpen ? await open() : await teller.tell(shell, open, () => ({ sent: 0, received: 0 }));
      const what = `as ${whose ?? session.about.user}`;
      return tracedSession(session, { script: about('script', what), file: about('file', what) }, teller);
    },
    exchange: (request, make) =>
      teller.tell(about('http', `${request.method} ${placeOf(request)}`), make, (response) => ({
        sent: request.body?.length ?? 0,
        received: response.body.length,
        status: response.status,
      })),
    reach: (reach, make) => teller.tell(about('reach', addressText(reach.address)), make, reachedOutcome),
  };
}

/** What is asked of a service behind a socket; of others only where they are, for their paths may hold secrets. */
function placeOf({ to, path }: HttpRequest): string {
  return 'socket' in to ? path.replace(/\?.*$/s, '') : addressText(to);
}

function reachedOutcome({ connected, received }: Reached): TripOutcome {
  return { sent: 0, received: received.length, ...(connected ? {} : { failed: true }) };
}

interface SessionTrips {
  readonly script: Omit<Trip, 'id'>;
  readonly file: Omit<Trip, 'id'>;
}

function tracedSession(session: Session, trips: SessionTrips, teller: TripTeller): Session {
  const outcomeOf =
    (script: Script) =>
    ({ status, stdout, stderr }: Outcome): TripOutcome => ({
      sent: sizeOf(script),
      received: stdout.length + stderr.length,
      status,
    });
  const toldFollower = ({ script, settle }: Follower): Follower => {
    const end = teller.start({ ...trips.script, along: true });
    return { script, settle: (outcome) => settle(unheeded(teller.ending(end, outcome, outcomeOf(script)))) };
  };
  return {
    about: session.about,
    run: (script, options) => teller.tell(trips.script, () => session.run(script, options), outcomeOf(script)),
    runTogether(first, others, options, behind) {
      const ends = [first, ...others].map((_, index) =>
        teller.start(index === 0 ? trips.script : { ...trips.script, along: true }),
      );
      const together = session.runTogether(first, others, options, behind && (() => behind().map(toldFollower)));
      const told = (script: Script, running: Promise<Outcome>, index: number): Promise<Outcome> => {
        const end = ends[index];
        return end ? teller.ending(end, running, outcomeOf(script)) : running;
      };
      return {
        first: told(first, together.first, 0),
        others: together.others.map((running, index) => unheeded(told(others[index] ?? first, running, index + 1))),
      };
    },
    async read(path) {
      const end = teller.start(trips.file);
      return counted(await session.read(path), (received, failed) =>
        end({ sent: 0, received, ...(failed ? { failed } : {}) }),
      );
    },
  };
}

function sizeOf({ parts }: Script): number {
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : part.size), 0);
}

/** The same bytes; when they have ended, how many they were is told. */
function counted(source: Readable, told: (bytes: number, failed: boolean) => void): Readable {
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  pipeline(source, counter, (error) => told(bytes, error !== null && error !== undefined));
  return counter;
}

/** Whose shell is used and how it was begun: `root (sudo -H -S -n -u root /bin/sh)`; passwords are no part of it. */
function becoming({ becomeMethods, shell }: ConnectionOptions, become: BecomeOptions | undefined): string | undefined {
  if (!become) return undefined;
  const command = becomeMethods.get(become.method)?.command(become, shell, '').toString() ?? become.method;
  return `${become.user} (${command.replace(/ -c .*$/s, '').replace(/^.*\bexec /s, '')})`;
}
