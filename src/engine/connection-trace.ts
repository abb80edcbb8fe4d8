import type { EventBus } from '../events/bus.js';
import type { BecomeOptions, Connection, ConnectionOptions } from '../transport/connection.js';
import { lineTrace, type LineTrace } from './line-trace.js';
import { TripTeller } from './trip-teller.js';

/** Tells how hosts are reached (`-vvv`), and of each trip to them (`-vvvv`, `--profile`): never what is sent, which may hold secrets. */
export interface ConnectionTrace {
  /** Opens a connection, and tells of it. */
  connecting(options: ConnectionOptions, open: () => Promise<Connection>): Promise<Connection>;
  /** What tells of the trips over a line; `undefined` when nobody wants to know. */
  line(end: LineEnd): LineTrace | undefined;
}

/** Whose line it is, and where it leads. */
export interface LineEnd {
  readonly connection: ConnectionOptions;
  readonly become: BecomeOptions | undefined;
  /** The host whose task it is for. */
  readonly worker: string;
}

/** From this verbosity on, trips are told of one by one. */
const tripLevel = 4;

export function connectionTrace(
  events: EventBus,
  { verbosity, profiles }: { readonly verbosity: number; readonly profiles: boolean },
): ConnectionTrace {
  const teller = verbosity >= tripLevel || profiles ? new TripTeller(events) : undefined;
  const opened = new Set<string>();
  return {
    connecting(options, open) {
      events.emit({ type: 'detail', level: 3, text: establishment(options) });
      const { name } = options;
      const trip = { kind: 'connect', host: name, worker: name, what: place(options).join(', ') } as const;
      return teller ? teller.tell(trip, open, () => ({ sent: 0, received: 0 })) : open();
    },
    line: (end) => teller && lineTrace(end, teller, opened),
  };
}

/** `<host> ESTABLISH SSH CONNECTION FOR USER: root`, and where to when that is not the host's name. */
function establishment(options: ConnectionOptions): string {
  const kind = options.plugin.replace(/^.*\./, '').toUpperCase();
  return `<${options.name}> ESTABLISH ${kind} CONNECTION ${place(options).join(', ')}`;
}

function place({ name, plugin, address, port, user }: ConnectionOptions): string[] {
  const where = [
    ...(address === name ? [] : [`ADDRESS: ${address}`]),
    ...(port === undefined ? [] : [`PORT: ${port}`]),
  ];
  return [`FOR USER: ${user ?? 'None'}`, ...(/(?:^|\.)local$/.test(plugin) ? [] : where)];
}
