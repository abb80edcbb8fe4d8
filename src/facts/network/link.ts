import { integerOf, type Facts } from '../family.js';

/** The fact of one interface from its files below /sys/class/net: `name value` lines. */
export function linkOf(device: string, lines: readonly string[]): Facts {
  const entries = lines.map((line): [string, string] => {
    const at = line.indexOf(' ');
    return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
  });
  const one = new Map(entries);
  const many = (name: string): readonly string[] => entries.filter(([key]) => key === name).map(([, value]) => value);
  const speed = integerOf(one.get('speed'));
  const address = one.get('address') ?? '';
  return {
    device,
    active: one.get('operstate') !== 'down',
    mtu: integerOf(one.get('mtu')) ?? 0,
    promisc: (Number(one.get('flags') ?? 0) & 0x100) !== 0,
    ...typeOf(one),
    ...(address === '' || /^(00:)*00$/.test(address) ? {} : { macaddress: address }),
    ...(speed === undefined ? {} : { speed }),
    ...(one.has('module') ? { module: endOf(one.get('module')) } : {}),
    ...(one.has('pciid') ? { pciid: endOf(one.get('pciid')) } : {}),
    ...(one.has('bridge/bridge_id')
      ? { id: one.get('bridge/bridge_id') ?? '', stp: one.get('bridge/stp_state') === '1', interfaces: many('port') }
      : {}),
    ...(one.has('bonding/mode') ? bonding(one, many('slave')) : {}),
  };
}

/** Where a link leads to, without the way. */
function endOf(target = ''): string {
  return target.slice(target.lastIndexOf('/') + 1);
}

const types: ReadonlyMap<string, string> = new Map([
  ['1', 'ether'],
  ['32', 'infiniband'],
  ['512', 'ppp'],
  ['772', 'loopback'],
  ['65534', 'tunnel'],
]);

function typeOf(one: ReadonlyMap<string, string>): Facts {
  if (one.has('bridge/bridge_id')) return { type: 'bridge' };
  if (one.has('bonding/mode')) return { type: 'bonding' };
  const type = types.get(one.get('type') ?? '');
  return { type: type ?? 'unknown' };
}

function bonding(one: ReadonlyMap<string, string>, slaves: readonly string[]): Facts {
  const word = (name: string): string => (one.get(name) ?? '').split(' ')[0] ?? '';
  return { mode: word('bonding/mode'), miimon: word('bonding/miimon'), lacp_rate: word('bonding/lacp_rate'), slaves };
}
