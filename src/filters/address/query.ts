import { int } from '../../values/numbers.js';
import type { Value } from '../../values/value.js';
import { failure } from '../failure.js';
import {
  addressText,
  hostText,
  isInside,
  isNetwork,
  lastOf,
  maskText,
  networkOf,
  parseAddress,
  prefixedText,
  sizeOf,
  widthOf,
  writtenText,
  type Address,
} from './address.js';
import { isLinkLocal, isLoopback, isMulticast, isPrivate } from './ranges.js';

type Query = (address: Address) => Value;

/** An address of a network pair or alone counts as a host, too. */
function isHost(address: Address): boolean {
  return !isNetwork(address) || sizeOf(address) <= 2n;
}

function networkText(address: Address): string {
  return addressText(networkOf(address), address.version);
}

function hostMask(address: Address): string {
  return addressText(sizeOf(address) - 1n, address.version);
}

function when(holds: (address: Address) => boolean): Query {
  return (address) => (holds(address) ? writtenText(address) : null);
}

/** The first and last address that a host may have; networks of one have none. */
function usable(address: Address): { first: bigint; last: bigint } | undefined {
  if (!address.hasPrefix) throw failure('Not a network address');
  const size = sizeOf(address);
  if (size === 1n) return undefined;
  const edge = size === 2n ? 0n : 1n;
  return { first: networkOf(address) + edge, last: lastOf(address) - (address.version === 6 ? 0n : edge) };
}

function usableText(address: Address, pick: (range: { first: bigint; last: bigint }) => bigint | undefined): Value {
  const range = usable(address);
  const value = range === undefined ? undefined : pick(range);
  const fits = range !== undefined && value !== undefined && value >= range.first && value <= range.last;
  return fits ? addressText(value, address.version) : null;
}

function usableRange(address: Address): Value {
  const range = usable(address);
  return range === undefined
    ? null
    : `${addressText(range.first, address.version)}-${addressText(range.last, address.version)}`;
}

function reverseName(address: Address): string {
  if (address.version === 4) return `${hostText(address).split('.').reverse().join('.')}.in-addr.arpa.`;
  return `${[...address.value.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`;
}

function asVersion4(address: Address): Value {
  if (address.version === 4) return writtenText(address);
  const isMapped = address.value >> 32n === 0xffffn;
  return isMapped ? `${addressText(address.value & 0xffffffffn, 4)}/${Math.max(0, address.prefix - 96)}` : false;
}

function asVersion6(address: Address): Value {
  return address.version === 6 ? writtenText(address) : `::ffff:${hostText(address)}/${address.prefix + 96}`;
}

function peer(address: Address): Value {
  const size = sizeOf(address);
  if (size === 2n) return addressText(address.value ^ 1n, address.version);
  const isPair = size === 4n && address.value !== networkOf(address) && address.value !== lastOf(address);
  if (!isPair) throw failure('Not a point-to-point network');
  return addressText(address.value ^ 3n, address.version);
}

const isUnicast = (address: Address): boolean => !isMulticast(address);
const isPublic = (address: Address): boolean =>
  isUnicast(address) && !isPrivate(address) && !isLoopback(address) && !isLinkLocal(address);

const host: Query = (address) => (isHost(address) ? hostText(address) : null);
const hostPrefixed: Query = (address) => (isHost(address) ? prefixedText(address) : false);

const queries: Readonly<Record<string, Query>> = {
  '': writtenText,
  '6to4': sixToFour,
  address: host,
  ip: host,
  'address/prefix': hostPrefixed,
  address_prefix: hostPrefixed,
  'ip/prefix': hostPrefixed,
  ip_prefix: hostPrefixed,
  'host/prefix': hostPrefixed,
  gateway: hostPrefixed,
  gw: hostPrefixed,
  hostnet: hostPrefixed,
  router: hostPrefixed,
  host: (address) => (isHost(address) ? prefixedText(address) : null),
  bool: () => true,
  broadcast: (address) => (sizeOf(address) > 2n ? addressText(lastOf(address), address.version) : null),
  cidr: writtenText,
  first_usable: (address) => usableText(address, ({ first }) => first),
  last_usable: (address) => usableText(address, ({ last }) => last),
  next_usable: (address) => usableText(address, () => address.value + 1n),
  previous_usable: (address) => usableText(address, () => address.value - 1n),
  range_usable: usableRange,
  size_usable: (address) => {
    const range = usable(address);
    return range === undefined ? 0 : int(range.last - range.first + 1n);
  },
  hostmask: hostMask,
  wildcard: hostMask,
  int: (address) => (address.hasPrefix ? `${address.value}/${address.prefix}` : int(address.value)),
  ip_netmask: (address) => `${hostText(address)} ${maskText(address)}`,
  ip_wildcard: (address) => `${hostText(address)} ${hostMask(address)}`,
  ipv4: asVersion4,
  v4: asVersion4,
  ipv6: asVersion6,
  v6: asVersion6,
  'link-local': when(isLinkLocal),
  lo: when(isLoopback),
  loopback: when(isLoopback),
  multicast: when(isMulticast),
  net: (address) => (isNetwork(address) ? prefixedText(address) : null),
  netmask: maskText,
  network: networkText,
  network_id: networkText,
  'network/prefix': (address) => `${networkText(address)}/${address.prefix}`,
  network_prefix: (address) => `${networkText(address)}/${address.prefix}`,
  network_netmask: (address) => `${networkText(address)} ${maskText(address)}`,
  network_wildcard: (address) => `${networkText(address)} ${hostMask(address)}`,
  peer,
  prefix: ({ prefix }) => prefix,
  private: when(isPrivate),
  public: when(isPublic),
  revdns: reverseName,
  size: (address) => int(sizeOf(address)),
  subnet: (address) => `${networkText(address)}/${address.prefix}`,
  type: (address) => (isNetwork(address) ? 'network' : 'address'),
  unicast: when(isUnicast),
  version: ({ version }) => version,
  wrap: wrapped,
};

function sixToFour(address: Address): Value {
  if (address.version !== 4 || sizeOf(address) !== 1n) return false;
  const hex = address.value.toString(16).padStart(8, '0');
  return `2002:${hex.slice(0, 4)}:${hex.slice(4)}::1/48`;
}

/** IPv6 in brackets, as it stands before a port. */
export function wrapped(address: Address): string {
  if (address.version === 4) return writtenText(address);
  return address.hasPrefix ? `[${hostText(address)}]/${address.prefix}` : `[${hostText(address)}]`;
}

/** What a query asks about an address: a property by name, the n-th address of its network, or whether it lies in a network. */
export function askAddress(address: Address, query: Value): Value {
  const text = String(query);
  const named = Object.hasOwn(queries, text) ? queries[text] : undefined;
  if (named !== undefined && typeof query === 'string') return named(address);
  if (/^-?\d+$/.test(text)) return nthPrefixed(address, BigInt(text));
  const network = parseAddress(text);
  if (network === undefined)
    throw failure(
      `the filter ipaddr has no query '${text}'`,
      `one of ${Object.keys(queries).slice(1).join(', ')}, a number or a network`,
    );
  return isInside(address, network) ? writtenText(address) : false;
}

function nthPrefixed(address: Address, index: bigint): Value {
  const value = nthOf(address, index);
  return value === undefined ? false : `${addressText(value, address.version)}/${address.prefix}`;
}

/** The n-th address of a network, from its end when negative. */
export function nthOf(address: Address, index: bigint): bigint | undefined {
  const value = index < 0n ? lastOf(address) + 1n + index : networkOf(address) + index;
  return value >= networkOf(address) && value <= lastOf(address) ? value : undefined;
}

/** A bare number as an address of either version, as netaddr reads it. */
export function addressOfInt(value: bigint): Address | undefined {
  const version = value >= 0n && value < 1n << 32n ? 4 : 6;
  return value >= 0n && value < 1n << 128n ? { version, value, prefix: widthOf(version), hasPrefix: false } : undefined;
}
