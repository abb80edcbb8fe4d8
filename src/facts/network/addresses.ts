import type { Facts } from '../family.js';

/** One address of an interface. */
export interface Address {
  readonly device: string;
  /** The name it was given, `eth0:1`; else the device. */
  readonly label: string;
  readonly version: 4 | 6;
  readonly address: string;
  /** As the interface's fact shows it. */
  readonly facts: Facts;
}

/** The output of `ip -o addr show`. */
export function addressesOf(lines: readonly string[]): readonly Address[] {
  return lines.flatMap((line) => addressOf(line) ?? []);
}

function addressOf(line: string): Address | undefined {
  const found = /^\d+:\s+(\S+)\s+(inet6?)\s+([^\s/]+)(?:\s+peer\s+[^\s/]+)?(?:\/(\d+))?\s*(.*)$/.exec(line);
  if (!found) return undefined;
  const [, device = '', kind, address = '', prefix, rest = ''] = found;
  const scope = /\bscope (\S+)/.exec(rest)?.[1] ?? '';
  if (kind === 'inet6')
    return { device, label: device, version: 6, address, facts: { address, prefix: prefix ?? '128', scope } };
  const broadcast = /\bbrd (\S+)/.exec(rest)?.[1] ?? '';
  // The label stands after the scope and its flags; it is the last word before the line's second part.
  const label = /\bscope \S+(?: \w+)*? (\S+)\\/.exec(rest)?.[1] ?? device;
  return {
    device,
    label,
    version: 4,
    address,
    facts: { address, broadcast, ...netmask(address, Number(prefix ?? 32)) },
  };
}

function netmask(address: string, prefix: number): Facts {
  const mask = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { netmask: dotted(mask), network: dotted((bits & mask) >>> 0), prefix: String(prefix) };
}

function dotted(bits: number): string {
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}
