import type { EventBus } from '../events/bus.js';
import type { Script } from '../shell/script.js';
import type { BecomeOptions, ConnectionOptions, Outcome, Session } from '../transport/connection.js';

/** Tells how hosts are reached (`-vvv`), and of each trip to them (`-vvvv`): never what is sent, which may hold secrets. */
export interface ConnectionTrace {
  connecting(options: ConnectionOptions): void;
  /** A session whose trips are told of. */
  session(session: Session, connection: ConnectionOptions, become: BecomeOptions | undefined): Session;
}

/** From this verbosity on, trips are told of one by one. */
const tripLevel = 4;

export function connectionTrace(events: EventBus, verbosity: number): ConnectionTrace {
  return {
    connecting: (options) => events.emit({ type: 'detail', level: 3, text: establishment(options) }),
    session: (session, connection, become) =>
      verbosity < tripLevel
        ? session
        : tracedSession(session, { host: connection.name, whose: becoming(connection, become), events }),
  };
}

/** `<host> ESTABLISH SSH CONNECTION FOR USER: root`, and where to when that is not the host's name. */
function establishment({ name, plugin, address, port, user }: ConnectionOptions): string {
  const kind = plugin.replace(/^.*\./, '').toUpperCase();
  const place = [
    ...(address === name ? [] : [`ADDRESS: ${address}`]),
    ...(port === undefined ? [] : [`PORT: ${port}`]),
  ];
  const whose = `FOR USER: ${user ?? 'None'}`;
  return `<${name}> ESTABLISH ${kind} CONNECTION ${[whose, ...(kind === 'LOCAL' ? [] : place)].join(', ')}`;
}

/** Whose shell is used and how it was begun: `root (sudo -H -S -n -u root /bin/sh)`; passwords are no part of it. */
function becoming({ becomeMethods, shell }: ConnectionOptions, become: BecomeOptions | undefined): string | undefined {
  if (!become) return undefined;
  const command = becomeMethods.get(become.method)?.command(become, shell, '').toString() ?? become.method;
  return `${become.user} (${command.replace(/ -c .*$/s, '').replace(/^.*\bexec /s, '')})`;
}

interface Traced {
  readonly host: string;
  /** The user that was become, and how. */
  readonly whose: string | undefined;
  readonly events: EventBus;
}

function tracedSession(session: Session, { host, whose, events }: Traced): Session {
  const tell = async (script: Script, running: Promise<Outcome>, how = ''): Promise<Outcome> => {
    const startedAt = performance.now();
    const { status, stdout, stderr } = await running;
    const duration = Math.round(performance.now() - startedAt);
    const sizes = `${script.toString().length} bytes sent, ${stdout.length + stderr.length} bytes back`;
    const text = `<${host}> EXEC as ${whose ?? session.about.user}${how}: status ${status}, ${sizes}, ${duration} ms`;
    events.emit({ type: 'detail', level: tripLevel, text });
    return running;
  };
  return {
    about: session.about,
    read: (path) => session.read(path),
    run: (script, options) => tell(script, session.run(script, options)),
    runTogether(first, others, options) {
      const together = session.runTogether(first, others, options);
      return {
        first: tell(first, together.first),
        others: together.others.map((running, index) => tell(others[index] ?? first, running, ' (with it)')),
      };
    },
  };
}
