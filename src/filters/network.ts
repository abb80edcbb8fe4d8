import type { FilterDefinition } from '../template/plugins.js';
import { asElement, type RuntimeValue } from '../template/runtime.js';
import {
  addressText,
  hostText,
  isInside,
  isNetwork,
  lastOf,
  networkOf,
  parseAddress,
  prefixedText,
  sizeOf,
  widthOf,
  writtenText,
  type Address,
} from './address/address.js';
import { addressOfInt, askAddress, nthOf, wrapped } from './address/query.js';
import { integer, itemsOf, optionalInteger, optionalText, wholeNumber } from './arguments.js';
import { failure } from './failure.js';
import { int } from '../values/numbers.js';
import { toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import { isList, type Value } from '../values/value.js';

function readAddress(input: RuntimeValue): Address | undefined {
  if (typeof input === 'number' || typeof input === 'bigint') return addressOfInt(BigInt(input));
  if (typeof input !== 'string') return undefined;
  return parseAddress(input.trim()) ?? numberedAddress(input.trim());
}

/** An address written as a number, perhaps with a prefix. */
function numberedAddress(text: string): Address | undefined {
  const [, number, prefix] = /^(\d+)(?:\/(\d+))?$/.exec(text) ?? [];
  const address = number === undefined ? undefined : addressOfInt(BigInt(number));
  if (address === undefined || prefix === undefined) return address;
  return Number(prefix) <= address.prefix ? { ...address, prefix: Number(prefix), hasPrefix: true } : undefined;
}

function getAddress(input: RuntimeValue | Value | undefined): Address {
  const address = readAddress(input ?? null);
  if (address !== undefined) return address;
  throw failure(`'${toText(input)}' is not an address or network`);
}

/** Applies to one value, or to the items of a list, of which those without an answer drop out. */
function each(input: RuntimeValue, ask: (value: RuntimeValue) => Value): Value {
  return isList(input) ? itemsOf(input).map(ask).filter(isTrue) : ask(input);
}

const ipaddr: FilterDefinition = {
  name: 'ansible.utils.ipaddr',
  parameters: [
    ['query', ''],
    ['version', false],
    ['alias', 'ipaddr'],
  ],
  examples: [
    ["{{ '192.168.1.10/24' | ansible.utils.ipaddr('network') }}", '192.168.1.0'],
    ["{{ ['10.0.0.1', 'x'] | ansible.utils.ipaddr }}", ['10.0.0.1']],
    ["{{ 'zz' | ansible.utils.ipaddr }}", false],
  ],
  apply(input, { query, version }) {
    if (input === null) throw failure("Unrecognized type <<class 'NoneType'>> for ipaddr filter <value>");
    return each(input, (value) => answer(value, query ?? '', isTrue(version) ? integer(version) : undefined));
  },
};

function answer(input: RuntimeValue, query: Value, version: number | undefined): Value {
  const address = readAddress(input);
  if (address === undefined || (version !== undefined && address.version !== version)) return false;
  return askAddress(address, query);
}

function versionFilter(version: 4 | 6): FilterDefinition {
  return {
    name: `ansible.utils.ipv${version}`,
    parameters: [['query', '']],
    examples: [
      [`{{ ['10.0.0.1', 'fe80::1'] | ansible.utils.ipv${version} }}`, [version === 4 ? '10.0.0.1' : 'fe80::1']],
    ],
    apply: (input, { query }) => each(input, (value) => answer(value, query ?? '', version)),
  };
}

const ipwrap: FilterDefinition = {
  name: 'ansible.utils.ipwrap',
  parameters: [['query', '']],
  examples: [["{{ ['fe80::1', '1.2.3.4', 'name'] | ansible.utils.ipwrap }}", ['[fe80::1]', '1.2.3.4', 'name']]],
  apply(input) {
    const wrap = (value: RuntimeValue): Value => {
      const address = typeof value === 'string' ? readAddress(value) : undefined;
      return address === undefined ? asElement(value) : wrapped(address);
    };
    return isList(input) ? itemsOf(input).map(wrap) : wrap(input);
  },
};

const nthhost: FilterDefinition = {
  name: 'ansible.utils.nthhost',
  parameters: [['query', '']],
  examples: [["{{ '10.0.0.0/24' | ansible.utils.nthhost(7) }}", '10.0.0.7']],
  apply(input, { query }) {
    const address = readAddress(input);
    const value = address === undefined ? undefined : nthOf(address, BigInt(integer(Number(toText(query)))));
    return address === undefined || value === undefined ? false : addressText(value, address.version);
  },
};

const ipmath: FilterDefinition = {
  name: 'ansible.utils.ipmath',
  parameters: ['amount'],
  examples: [["{{ '10.0.0.5' | ansible.utils.ipmath(5) }}", '10.0.0.10']],
  apply(input, { amount }) {
    const { value, version } = getAddress(input);
    const moved = value + BigInt(wholeNumber(amount));
    if (moved < 0n || moved >= 1n << BigInt(widthOf(version)))
      throw failure('the result is outside of the address range');
    return addressText(moved, version);
  },
};

const ipsubnet: FilterDefinition = {
  name: 'ansible.utils.ipsubnet',
  parameters: [
    ['query', ''],
    ['index', 'x'],
  ],
  examples: [
    ["{{ '10.0.0.0/16' | ansible.utils.ipsubnet(24, 3) }}", '10.0.3.0/24'],
    ["{{ '10.0.0.0/16' | ansible.utils.ipsubnet(24) }}", 256],
  ],
  apply(input, { query, index }) {
    const address = readAddress(input);
    if (address === undefined) return false;
    const wanted = optionalText(query) ?? '';
    const position = index === 'x' ? undefined : optionalInteger(typeof index === 'string' ? Number(index) : index);
    if (wanted === '') return `${addressText(networkOf(address), address.version)}/${address.prefix}`;
    if (!/^\d+$/.test(wanted)) return rankIn(address, getAddress(wanted));
    return isNetwork(address) && Number(wanted) >= address.prefix
      ? subnet(address, Number(wanted), position)
      : supernet(address, Number(wanted), position);
  },
};

/** How many subnets of a prefix there are, or the one at an index. */
function subnet(network: Address, prefix: number, index: number | undefined): Value {
  const count = 1n << BigInt(prefix - network.prefix);
  if (index === undefined) return int(count);
  const position = index < 0 ? count + BigInt(index) : BigInt(index);
  if (position < 0n || position >= count) return false;
  const value = networkOf(network) + position * sizeOf({ ...network, prefix });
  return prefixedText({ ...network, value, prefix });
}

/** The network of a prefix around an address; an index names the ones inside of it, each half as large. */
function supernet(address: Address, prefix: number, index: number | undefined): Value {
  const chosen = prefix + (index === undefined ? 0 : index < 0 ? address.prefix - prefix + index : index);
  if (chosen < prefix || chosen > address.prefix) return false;
  const around = { ...address, prefix: chosen };
  return prefixedText({ ...around, value: networkOf(around) });
}

/** The place, counted from 1, of a network among those of its size in a larger one. */
function rankIn(address: Address, network: Address): Value {
  if (!isInside(address, network))
    throw failure(`${writtenText(address)} is not in the subnet ${prefixedText(network)}`);
  return int((networkOf(address) - networkOf(network)) / sizeOf(address) + 1n);
}

function neighbour(name: string, sign: 1 | -1): FilterDefinition {
  return {
    name: `ansible.utils.${name}`,
    parameters: ['offset'],
    examples: [[`{{ '10.0.0.5/24' | ansible.utils.${name}(2) }}`, sign === 1 ? '10.0.0.7' : '10.0.0.3']],
    apply(input, { offset }) {
      const address = getAddress(input);
      const value = address.value + BigInt(sign * wholeNumber(offset));
      const edge = sizeOf(address) > 2n ? 1n : 0n;
      const isUsable = value >= networkOf(address) + edge && value <= lastOf(address) - edge;
      return isUsable ? addressText(value, address.version) : null;
    },
  };
}

const networkInNetwork: FilterDefinition = {
  name: 'ansible.utils.network_in_network',
  parameters: ['test'],
  examples: [["{{ '10.0.0.0/24' | ansible.utils.network_in_network('10.0.0.5/30') }}", true]],
  apply: (input, { test }) => isInside(getAddress(test), getAddress(input)),
};

const networkInUsable: FilterDefinition = {
  name: 'ansible.utils.network_in_usable',
  parameters: ['test'],
  examples: [["{{ '10.0.0.0/24' | ansible.utils.network_in_usable('10.0.0.255') }}", false]],
  apply(input, { test }) {
    const [outer, inner] = [getAddress(input), getAddress(test)];
    const edge = sizeOf(outer) > 2n ? 1n : 0n;
    return (
      inner.version === outer.version &&
      networkOf(inner) >= networkOf(outer) + edge &&
      lastOf(inner) <= lastOf(outer) - edge
    );
  },
};

const reduceOnNetwork: FilterDefinition = {
  name: 'ansible.utils.reduce_on_network',
  parameters: ['network'],
  examples: [["{{ ['10.0.0.5', '11.0.0.1'] | ansible.utils.reduce_on_network('10.0.0.0/8') }}", ['10.0.0.5']]],
  apply: (input, { network }) =>
    itemsOf(input)
      .map(toText)
      .filter((item) => isInside(getAddress(item), getAddress(network))),
};

const ip4Hex: FilterDefinition = {
  name: 'ansible.utils.ip4_hex',
  parameters: [['delimiter', '']],
  examples: [["{{ '10.0.0.1' | ansible.utils.ip4_hex(':') }}", '0a:00:00:01']],
  apply: (input, { delimiter }) =>
    hostText(getAddress(input))
      .split('.')
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join(toText(delimiter)),
};

/** The names that these filters had before they moved to `ansible.utils`. */
function withFormerName(filter: FilterDefinition): FilterDefinition {
  return { ...filter, aliases: [...(filter.aliases ?? []), filter.name.replace('.utils.', '.netcommon.')] };
}

export const networkFilters = [
  ipaddr,
  versionFilter(4),
  versionFilter(6),
  ipwrap,
  nthhost,
  ipmath,
  ipsubnet,
  neighbour('next_nth_usable', 1),
  neighbour('previous_nth_usable', -1),
  networkInNetwork,
  networkInUsable,
  reduceOnNetwork,
  ip4Hex,
].map(withFormerName);
