import { ask, type Conversation } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { sh } from '../../shell/script.js';

/** States of TCP connections as /proc/net/tcp numbers them. The first six count as active unless told otherwise. */
export const connectionStates: ReadonlyMap<string, string> = new Map([
  ['ESTABLISHED', '01'],
  ['FIN_WAIT1', '04'],
  ['FIN_WAIT2', '05'],
  ['SYN_RECV', '03'],
  ['SYN_SENT', '02'],
  ['TIME_WAIT', '06'],
  ['CLOSE_WAIT', '08'],
  ['LAST_ACK', '09'],
  ['CLOSING', '0B'],
]);

export interface Draining {
  readonly host: string;
  readonly port: number;
  readonly states: readonly string[];
  readonly excluded: readonly string[];
}

/** Whether no connection to a port of the target is left. */
export function* isDrained(draining: Draining, attempt: number): Conversation<boolean> {
  const { lines } = yield* ask({
    lines: probe(sh`: look ${attempt}; cat /proc/net/tcp /proc/net/tcp6 2>/dev/null`, ({ stdout }) =>
      stdout.toString().split('\n'),
    ),
  });
  return !lines.some((line) => isActive(line, draining));
}

/** Whether a line of /proc/net/tcp is a connection that must still go. */
export function isActive(line: string, { host, port, states, excluded }: Draining): boolean {
  const [number = '', own = '', peer = '', state = ''] = line.trim().split(/\s+/);
  if (!/^\d+:$/.test(number)) return false;
  const [ownAddress = '', ownPort = ''] = own.split(':');
  const wanted = states.map((name) => connectionStates.get(name.toUpperCase()));
  const isOurs = host === '0.0.0.0' || host === '::' || addressText(ownAddress) === host;
  return (
    Number.parseInt(ownPort, 16) === port &&
    isOurs &&
    wanted.includes(state) &&
    !excluded.includes(addressText(peer.split(':')[0] ?? ''))
  );
}

/** The kernel writes addresses in hexadecimal, each four bytes the other way round; IPv4 in IPv6 is shown as IPv4. */
function addressText(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? [])
    .flatMap((word) => (word.match(/../g) ?? []).reverse())
    .map((byte) => Number.parseInt(byte, 16));
  const isMapped =
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (bytes.length === 4 || isMapped) return bytes.slice(-4).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  // The URL parser knows the shortest form of an IPv6 address.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
