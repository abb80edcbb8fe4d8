import { PythonRandom, systemRandom } from '../base/python-random.js';
import { occurrence } from '../template/occurrence.js';
import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { addressText, networkOf, parseAddress } from './address/address.js';
import { requireText } from './arguments.js';
import { failure } from './failure.js';
import { toRepr, toText } from '../values/repr.js';
import type { Value } from '../values/value.js';

/** The twelve hexadecimal digits of a hardware address in any of its notations. */
function findDigits(input: RuntimeValue): string | undefined {
  const text = toText(input);
  if (/^[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}$/i.test(text))
    return text
      .split(/[:-]/)
      .map((part) => part.padStart(2, '0'))
      .join('')
      .toLowerCase();
  if (/^[0-9a-f]{1,4}(?:\.[0-9a-f]{1,4}){2}$/i.test(text))
    return text
      .split('.')
      .map((part) => part.padStart(4, '0'))
      .join('')
      .toLowerCase();
  return /^(?:[0-9a-f]{12}|[0-9a-f]{6}:[0-9a-f]{6})$/i.test(text) ? text.replace(':', '').toLowerCase() : undefined;
}

function inGroups(digits: string, size: number, separator: string): string {
  return (digits.match(new RegExp(`.{${size}}`, 'g')) ?? []).join(separator);
}

function unixForm(digits: string): string {
  return (digits.match(/../g) ?? []).map((part) => Number.parseInt(part, 16).toString(16)).join(':');
}

const forms: ReadonlyMap<string, (digits: string) => Value> = new Map<string, (digits: string) => Value>([
  ['bare', (digits) => digits.toUpperCase()],
  ['bool', () => true],
  ['int', (digits) => Number.parseInt(digits, 16)],
  ['cisco', (digits) => inGroups(digits, 4, '.')],
  ['eui48', (digits) => inGroups(digits.toUpperCase(), 2, '-')],
  ['win', (digits) => inGroups(digits.toUpperCase(), 2, '-')],
  ['linux', (digits) => inGroups(digits, 2, ':')],
  ['unix', unixForm],
  ['pgsql', (digits) => inGroups(digits, 6, ':')],
  ['postgresql', (digits) => inGroups(digits, 6, ':')],
  ['psql', (digits) => inGroups(digits, 6, ':')],
]);

function hardwareFilter(name: 'hwaddr' | 'macaddr'): FilterDefinition {
  return {
    name: `ansible.utils.${name}`,
    parameters: [['query', '']],
    examples: [[`{{ '1a:2b:3c:4d:5e:6f' | ansible.utils.${name}('cisco') }}`, '1a2b.3c4d.5e6f']],
    apply(input, { query }) {
      const digits = findDigits(input);
      const form = forms.get(toText(query));
      if (query !== '' && form === undefined) throw failure(`hwaddr: unknown filter type: ${toText(query)}`);
      if (digits === undefined) return query === '' || query === 'bool' ? null : false;
      return form === undefined ? toText(input) : form(digits);
    },
  };
}

const slaac: FilterDefinition = {
  name: 'ansible.utils.slaac',
  parameters: ['query'],
  examples: [
    [
      "{{ 'fdcf:1894:23b5:d38c::/64' | ansible.utils.slaac('c2:31:b3:83:bf:2b') }}",
      'fdcf:1894:23b5:d38c:c031:b3ff:fe83:bf2b',
    ],
  ],
  apply(input, { query }) {
    const address = parseAddress(toText(input));
    const digits = findDigits(query ?? null);
    if (address?.version !== 6 || digits === undefined) return false;
    const network = networkOf({ ...address, prefix: 64 });
    // The bit for "locally administered" is turned over, and ff:fe goes in the middle.
    const first = (Number.parseInt(digits.slice(0, 2), 16) ^ 2).toString(16).padStart(2, '0');
    const host = BigInt(`0x${first}${digits.slice(2, 6)}fffe${digits.slice(6)}`);
    return addressText(network + host, 6);
  },
};

const randomMac: FilterDefinition = {
  name: 'community.general.random_mac',
  parameters: [['seed', null]],
  examples: [["{{ '02:ab' | community.general.random_mac(seed='x') }}", '02:ab:60:a1:7b:4d']],
  apply(input, { seed }, context) {
    const prefix = requireText(
      input,
      (type) => `Invalid value type (<class '${type}'>) for random_mac (${toRepr(input)})`,
    ).toLowerCase();
    checkPrefix(prefix);
    const random = seed === null || seed === undefined ? systemRandom : new PythonRandom(toText(seed));
    const count = 6 - prefix.split(':').length;
    const draw = (): string => {
      const [least, most] = [0x1000000000, 0xffffffffff];
      return inGroups((least + random.below(most - least + 1)).toString(16).slice(0, count * 2), 2, ':');
    };
    // Without a seed it is remembered, because a template may be evaluated again for an awaited lookup.
    const rest =
      random === systemRandom
        ? context.controller.remember(`random_mac ${occurrence(context)} ${prefix}`, draw)
        : draw();
    return `${prefix}:${toText(rest)}`;
  },
};

function checkPrefix(prefix: string): void {
  const parts = prefix.split(':');
  if (parts.length > 5) throw failure(`Invalid value (${prefix}) for random_mac: 5 colon(:) separated items max`);
  const bad = parts.find((part) => !/^[0-9a-f]{2}$/.test(part));
  if (bad !== undefined) throw failure(`Invalid value (${prefix}) for random_mac: ${bad} not hexa byte`);
}

export const hardwareFilters = [hardwareFilter('hwaddr'), hardwareFilter('macaddr'), slaac, randomMac] as const;
