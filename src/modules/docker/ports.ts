import { fail } from '../../module-kit/index.js';

/** Ports of a container and where they are published: `"9090/tcp"` to addresses. */
export type PortBindings = Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[]>>;

/** `[IP:][HOST:]CONTAINER[/PROTOCOL]` with ranges, as `published_ports` writes them. */
export function parsePublishedPorts(ports: readonly string[], defaultIp = ''): PortBindings {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const written of ports) {
    const { ip, host, container, protocol } = splitPort(written, defaultIp);
    const inside = portRange(container, written);
    const outside = host === '' ? [] : portRange(host, written);
    if (outside.length > 0 && inside.length > 1 && outside.length !== inside.length)
      fail(`published_ports: the ranges of "${written}" differ in length`);
    inside.forEach((port, index) => {
      const isFreeChoice = inside.length === 1 && outside.length > 1;
      const hostPort = isFreeChoice ? host : String(outside[index] ?? '');
      (bindings[`${port}/${protocol}`] ??= []).push({ HostIp: ip, HostPort: hostPort });
    });
  }
  return bindings;
}

/** `CONTAINER[/PROTOCOL]` with ranges, as `exposed_ports` writes them. */
export function parseExposedPorts(ports: readonly string[]): string[] {
  return ports.flatMap((written) => {
    const [range = '', protocol = 'tcp'] = written.split('/');
    return portRange(range, written).map((port) => `${port}/${protocol}`);
  });
}

function splitPort(
  written: string,
  defaultIp: string,
): { ip: string; host: string; container: string; protocol: string } {
  const [address = '', protocol = 'tcp'] = written.split('/');
  const bracketed = /^\[([^\]]+)\]:(.*)$/.exec(address);
  const parts = (bracketed?.[2] ?? address).split(':');
  const container = parts.at(-1) ?? '';
  const host = parts.length > 1 ? (parts.at(-2) ?? '') : '';
  const ip = bracketed?.[1] ?? (parts.length > 2 ? parts.slice(0, -2).join(':') : defaultIp);
  return { ip, host, container, protocol: protocol.toLowerCase() };
}

function portRange(range: string, written: string): number[] {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? fail(`"${written}" is not a port`);
  const [from, to] = [Number(first), Number(last ?? first)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
