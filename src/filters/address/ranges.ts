import { isInside, parseAddress, type Address } from './address.js';

function ranges(...texts: readonly string[]): readonly Address[] {
  return texts.map(parseAddress).filter((range) => range !== undefined);
}

const privateRanges = ranges(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/29',
  '192.0.0.170/31',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
  '::/127',
  '::ffff:0:0/96',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  'fc00::/7',
  'fe80::/10',
);
const multicast = ranges('224.0.0.0/4', 'ff00::/8');
const loopback = ranges('127.0.0.0/8', '::1/128');
const linkLocal = ranges('169.254.0.0/16', 'fe80::/10');

function inAny(address: Address, list: readonly Address[]): boolean {
  return list.some((range) => isInside(address, range));
}

export function isPrivate(address: Address): boolean {
  return inAny(address, privateRanges);
}

export function isMulticast(address: Address): boolean {
  return inAny(address, multicast);
}

export function isLoopback(address: Address): boolean {
  return inAny(address, loopback);
}

export function isLinkLocal(address: Address): boolean {
  return inAny(address, linkLocal);
}

const reserved = ranges(
  '240.0.0.0/4',
  '::/8',
  '100::/8',
  '200::/7',
  '400::/6',
  '800::/5',
  '1000::/4',
  '4000::/3',
  '6000::/3',
  '8000::/3',
  'a000::/3',
  'c000::/3',
  'e000::/4',
  'f000::/5',
  'f800::/6',
  'fe00::/9',
);
const shared = ranges('100.64.0.0/10');
const privateExceptions = ranges('2001:1::1/128', '2001:1::2/128', '2001:3::/32', '2001:4:112::/48', '2001:20::/28');

export function isReserved(address: Address): boolean {
  return inAny(address, reserved);
}

/** Neither private nor shared between providers. */
export function isPublic(address: Address): boolean {
  return inAny(address, privateExceptions) || !(isPrivate(address) || inAny(address, shared));
}
