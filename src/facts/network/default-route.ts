import type { Facts } from '../family.js';
import type { Address } from './addresses.js';

/** The interface and address that packets to the outside leave by; empty without a route. Reads `ip route get`. */
export function defaultRoute(
  text: string,
  addresses: readonly Address[],
  interfaces: ReadonlyMap<string, Facts>,
): Facts {
  const word = (name: string): string | undefined => new RegExp(`\\b${name} (\\S+)`).exec(text)?.[1];
  const device = word('dev');
  const source = word('src');
  const address = addresses.find((candidate) => candidate.address === source && candidate.device === device);
  if (device === undefined || source === undefined || !address) return {};
  const link = interfaces.get(device) ?? {};
  const gateway = word('via');
  return {
    ...(gateway === undefined ? {} : { gateway }),
    interface: device,
    ...address.facts,
    ...(address.version === 4 ? { alias: address.label } : {}),
    ...('macaddress' in link ? { macaddress: link['macaddress'] ?? '' } : {}),
    mtu: link['mtu'] ?? 0,
    type: link['type'] ?? 'unknown',
  };
}
