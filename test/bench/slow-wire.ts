import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import type { LabHost } from '../lab/host.js';
import type { Target } from './site.js';

/** Hosts behind a slow wire. */
export interface SlowWire {
  readonly targets: readonly Target[];
  /** What makes it slow. */
  readonly by: string;
  restore(): Promise<void>;
}

/**
 * Holds back what hosts send for so many milliseconds: with netem in the host's network namespace, or, where the kernel has
 * no netem, with relays on this machine that pass on each piece as late.
 */
export async function slowWire(hosts: readonly LabHost[], milliseconds: number): Promise<SlowWire> {
  const restore = async (): Promise<void> => void (await Promise.all(hosts.map((host) => host.delay(undefined))));
  try {
    await Promise.all(hosts.map((host) => host.delay(milliseconds)));
    return { targets: hosts, by: 'netem in the network namespace of each host', restore };
  } catch {
    // This kernel was built without netem: see what is measured in the page.
    await restore();
    return relays(hosts, milliseconds);
  }
}

async function relays(hosts: readonly LabHost[], milliseconds: number): Promise<SlowWire> {
  const servers = await Promise.all(hosts.map(({ address }) => relayTo(address, milliseconds)));
  return {
    by: 'relays on the controller, for want of netem in this kernel',
    targets: hosts.map(({ name }, index) => ({ name, address: '127.0.0.1', port: portOf(servers[index]) })),
    async restore() {
      for (const server of servers) server.close();
    },
  };
}

function portOf(server: Server | undefined): number {
  // Listening on a port, its address is no path.
  return (server?.address() as AddressInfo).port;
}

async function relayTo(address: string, milliseconds: number): Promise<Server> {
  const server = createServer((near) => {
    const far = connect({ host: address, port: 22, noDelay: true });
    near.setNoDelay(true);
    near.pipe(far);
    passOnLate(far, near, milliseconds);
    for (const [one, other] of [[near, far] as const, [far, near] as const]) one.on('error', () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function passOnLate(from: Socket, to: Socket, milliseconds: number): void {
  const late = (act: () => void): void => void setTimeout(() => to.writable && act(), milliseconds);
  from.on('data', (piece) => late(() => to.write(piece)));
  from.on('end', () => late(() => to.end()));
}
