/** An address, perhaps with the prefix of its network. */
export interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
  readonly prefix: number;
  /** Whether the prefix was written. */
  readonly hasPrefix: boolean;
}

export function widthOf(version: 4 | 6): number {
  return version === 4 ? 32 : 128;
}

/** Reads `10.0.0.1`, `10.0.0.0/24`, `10.0.0.0/255.255.255.0` and their like of IPv6; `undefined` when it is neither. */
export function parseAddress(text: string): Address | undefined {
  const [host = '', mask, ...more] = text.split('/');
  const version = host.includes(':') ? 6 : 4;
  const value = version === 6 ? parseV6(host) : parseV4(host);
  const prefix = mask === undefined ? widthOf(version) : parsePrefix(mask, version);
  if (value === undefined || prefix === undefined || more.length > 0) return undefined;
  return { version, value, prefix, hasPrefix: mask !== undefined };
}

function parseV4(text: string): bigint | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const low = parseV4(dotted[2] ?? '');
    const groups = low === undefined ? '' : `${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
    return low === undefined ? undefined : parseV6(`${dotted[1] ?? ''}${groups}`);
  }
  const halves = text.split('::');
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}

function parsePrefix(mask: string, version: 4 | 6): number | undefined {
  const width = widthOf(version);
  if (/^\d{1,3}$/.test(mask)) return Number(mask) <= width ? Number(mask) : undefined;
  const value = version === 4 ? parseV4(mask) : parseV6(mask);
  const bits = value?.toString(2).padStart(width, '0');
  return bits !== undefined && /^1*0*$/.test(bits) ? bits.replace(/0/g, '').length : undefined;
}

/** An address as text, IPv6 in its shortest form. */
export function addressText(value: bigint, version: 4 | 6): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  if (value >> 32n === 0xffffn) return `::ffff:${addressText(value & 0xffffffffn, 4)}`;
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return groups.join(':');
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`;
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    const rest = groups.slice(start).findIndex((group) => group !== '0');
    const length = rest < 0 ? groups.length - start : rest;
    if (length > best.length) best = { start, length };
  }
  return best;
}

export function sizeOf({ version, prefix }: Address): bigint {
  return 1n << BigInt(widthOf(version) - prefix);
}

export function networkOf(address: Address): bigint {
  return address.value - (address.value % sizeOf(address));
}

export function lastOf(address: Address): bigint {
  return networkOf(address) + sizeOf(address) - 1n;
}

/** Whether it names a network rather than a host in one. */
export function isNetwork(address: Address): boolean {
  return sizeOf(address) > 1n && address.value === networkOf(address);
}

export function hostText({ value, version }: Address): string {
  return addressText(value, version);
}

export function prefixedText(address: Address): string {
  return `${hostText(address)}/${address.prefix}`;
}

/** As it was written: with a prefix only if it had one. */
export function writtenText(address: Address): string {
  return address.hasPrefix ? prefixedText(address) : hostText(address);
}

export function maskText({ version, prefix }: Address): string {
  const width = BigInt(widthOf(version));
  return addressText(((1n << width) - 1n) ^ ((1n << (width - BigInt(prefix))) - 1n), version);
}

export function isInside(inner: Address, outer: Address): boolean {
  return inner.version === outer.version && networkOf(inner) >= networkOf(outer) && lastOf(inner) <= lastOf(outer);
}
