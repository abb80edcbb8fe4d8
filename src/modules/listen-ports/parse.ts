/** A socket that waits for connections, or has one, and a process that holds it. */
export interface Listener {
  readonly protocol: string;
  readonly address: string;
  readonly port: number;
  readonly name: string;
  readonly pid: number;
  readonly state: string;
  readonly foreign: string;
}

/** Reads `netstat -pnltu`: protocol, queues, addresses, state (TCP only), process. */
export function parseNetstat(text: string): Listener[] {
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const [protocol = '', , , local = '', foreign = '', ...rest] = words;
    if (!/^(?:tcp|udp)6?$/.test(protocol)) return [];
    const state = protocol.startsWith('tcp') || /^[A-Z_]+\d?$/.test(rest[0] ?? '') ? (rest.shift() ?? '') : '';
    const [, pid, name = ''] = /^(\d+)\/(.*?):?$/.exec(rest[0] ?? '') ?? [];
    const place = placeOf(local);
    return place && pid !== undefined
      ? [{ protocol: protocol.slice(0, 3), ...place, name, pid: Number(pid), state, foreign }]
      : [];
  });
}

/** Reads `ss -nlutp`: protocol, state, queues, addresses, and all processes of the socket. */
export function parseSs(text: string): Listener[] {
  return text.split('\n').flatMap((line) => {
    const [protocol = '', state = '', , , local = '', foreign = ''] = line.trim().split(/\s+/);
    const place = placeOf(local);
    if (!/^(?:tcp|udp)$/.test(protocol) || !place) return [];
    const processes = [...line.matchAll(/\("((?:[^"\\]|\\.)*)",pid=(\d+)/g)];
    return processes.map(([, name = '', pid]) => ({ protocol, ...place, name, pid: Number(pid), state, foreign }));
  });
}

/** `[::1]:22`, `0.0.0.0:22`, `*:22` */
function placeOf(text: string): { readonly address: string; readonly port: number } | undefined {
  const [, address = '', port] = /^(.*):(\d+)$/.exec(text) ?? [];
  if (port === undefined) return undefined;
  return { address: address === '*' ? '::' : address.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}
