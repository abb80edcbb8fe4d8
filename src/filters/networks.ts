import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import {
  addressText,
  lastOf,
  networkOf,
  parseAddress,
  prefixedText,
  sizeOf,
  widthOf,
  type Address,
} from './address/address.js';
import { itemsOf, wholeNumber } from './arguments.js';
import { failure } from './failure.js';
import { int } from '../values/numbers.js';
import { toRepr, toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import type { Value } from '../values/value.js';

function getAddress(input: RuntimeValue, plugin: string): Address {
  const address = parseAddress(toText(input).trim());
  if (address !== undefined) return address;
  throw failure(`Error while using plugin '${plugin}': ${toRepr(input)} does not appear to be an IPv4 or IPv6 network`);
}

const cidrMerge: FilterDefinition = {
  name: 'ansible.utils.cidr_merge',
  parameters: [['action', 'merge']],
  examples: [
    ["{{ ['10.0.0.0/25', '10.0.0.128/25'] | ansible.utils.cidr_merge }}", ['10.0.0.0/24']],
    ["{{ ['10.0.0.1', '10.0.0.9'] | ansible.utils.cidr_merge('span') }}", '10.0.0.0/28'],
  ],
  apply(input, { action }) {
    const networks = itemsOf(input).map((item) => getAddress(item, 'cidr_merge'));
    if (action === 'merge') return merged(networks).map(prefixedText);
    if (action !== 'span') throw failure(`cidr_merge: invalid action '${toText(action)}'`);
    return networks.length === 0 ? null : prefixedText(spanOf(networks));
  },
};

/** The fewest networks with exactly the addresses of these, IPv4 first. */
function merged(networks: readonly Address[]): Address[] {
  const sorted = networks
    .map((network) => ({ ...network, value: networkOf(network) }))
    .sort(
      (a, b) => a.version - b.version || Number(a.value > b.value) - Number(a.value < b.value) || a.prefix - b.prefix,
    );
  const kept: Address[] = [];
  for (const network of sorted) {
    const before = kept.at(-1);
    if (before !== undefined && before.version === network.version && lastOf(before) >= lastOf(network)) continue;
    kept.push(network);
    joinPairs(kept);
  }
  return kept;
}

/** Two halves of a network at the end become that network. */
function joinPairs(kept: Address[]): void {
  for (;;) {
    const [low, high] = kept.slice(-2);
    if (low === undefined || high === undefined || low.version !== high.version || low.prefix !== high.prefix) return;
    const whole = { ...low, prefix: low.prefix - 1 };
    if (low.prefix === 0 || networkOf(whole) !== low.value || lastOf(low) + 1n !== high.value) return;
    kept.splice(-2, 2, whole);
  }
}

/** The smallest network around all. */
function spanOf(networks: readonly Address[]): Address {
  const [first] = networks;
  if (first === undefined) throw failure('cidr_merge: there are no networks');
  const low = networks.map(networkOf).reduce((a, b) => (a < b ? a : b));
  const high = networks.map(lastOf).reduce((a, b) => (a > b ? a : b));
  const around = (prefix: number): Address => ({ ...first, prefix, value: low });
  let prefix = widthOf(first.version);
  while (prefix > 0 && lastOf(around(prefix)) < high) prefix--;
  return { ...around(prefix), value: networkOf(around(prefix)) };
}

const ipcut: FilterDefinition = {
  name: 'ansible.utils.ipcut',
  parameters: ['amount'],
  examples: [["{{ '10.2.3.0' | ansible.utils.ipcut(-16) }}", '3.0']],
  apply(input, { amount }) {
    const { value, version } = getAddress(input, 'ipcut');
    const bits = wholeNumber(amount);
    const unit = version === 4 ? 8 : 16;
    const parts = version === 4 ? addressText(value, 4).split('.') : groupsOf(value);
    const count = Math.trunc(Math.abs(bits) / unit);
    return (bits < 0 ? parts.slice(parts.length - count) : parts.slice(0, count)).join(version === 4 ? '.' : ':');
  },
};

function groupsOf(value: bigint): string[] {
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
}

const ipv6form: FilterDefinition = {
  name: 'ansible.utils.ipv6form',
  parameters: ['format'],
  examples: [["{{ '1::17' | ansible.utils.ipv6form('x509') }}", '1:0:0:0:0:0:0:17']],
  apply(input, { format }) {
    const { value, version } = getAddress(input, 'ipv6form');
    if (format === 'compress') return addressText(value, version);
    if (format === 'x509') return groupsOf(value).join(':');
    if (format === 'expand')
      return groupsOf(value)
        .map((group) => group.padStart(4, '0'))
        .join(':');
    throw failure(`ipv6form: unknown format ${toText(format)}`, 'one of compress, expand, x509');
  },
};

const mostListed = 1n << 20n;

const usableRange: FilterDefinition = {
  name: 'ansible.utils.usable_range',
  examples: [
    ["{{ '10.0.0.0/31' | ansible.utils.usable_range }}", { usable_ips: ['10.0.0.0', '10.0.0.1'], number_of_ips: 2 }],
  ],
  apply(input) {
    if (typeof input !== 'string')
      throw failure(`Error while using plugin 'usable_range': not expecting type '<class '${typeName(input)}'>'`);
    const network = getAddress(input, 'usable_range');
    if (network.value !== networkOf(network))
      throw failure(`Error while using plugin 'usable_range': ${input} has host bits set`);
    const size = sizeOf(network);
    if (size > mostListed) throw failure(`usable_range: ${toText(input)} has too many addresses to list`);
    const first = networkOf(network);
    const addresses = Array.from({ length: Number(size) }, (_, index) =>
      addressText(first + BigInt(index), network.version),
    );
    return new Map<Value, Value>([
      ['usable_ips', addresses],
      ['number_of_ips', int(size)],
    ]);
  },
};

export const rangeFilters = [cidrMerge, ipcut, ipv6form, usableRange] as const;
