import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import type { FactFamily, Facts } from './family.js';
import { addressesOf, type Address } from './network/addresses.js';
import { defaultRoute } from './network/default-route.js';
import { linkOf } from './network/link.js';

/** Interfaces with their addresses, and the way to the outside. */
export const network: FactFamily = {
  name: 'network',
  subsets: ['network', 'interfaces', 'all_ipv4_addresses', 'all_ipv6_addresses', 'default_ipv4', 'default_ipv6'],
  isMinimal: false,
  // The facts named after interfaces cannot be listed; see `factFamiliesFor`.
  provides: [
    'interfaces',
    'all_ipv4_addresses',
    'all_ipv6_addresses',
    'default_ipv4',
    'default_ipv6',
    'locally_reachable_ips',
  ],
  script: () => sh`PATH=$PATH:/usr/sbin:/sbin
put addresses ip -o addr show
put route4 ip -4 route get 8.8.8.8
put route6 ip -6 route get 2404:6800:400a:800::1012
put local4 ip -4 route show table local
put local6 ip -6 route show table local
for path in /sys/class/net/*; do [ -d "$path" ] || continue; block "link ${sh`$`}{path##*/}"
  for name in address mtu operstate flags type speed bridge/bridge_id bridge/stp_state bonding/mode bonding/miimon bonding/lacp_rate; do
    line "$name" "$path/$name"
  done
  for port in "$path"/brif/* ; do [ -e "$port" ] && printf 'port %s\\n' "${sh`$`}{port##*/}"; done
  [ -f "$path/bonding/slaves" ] && for slave in $(cat "$path/bonding/slaves" 2>/dev/null); do printf 'slave %s\\n' "$slave"; done
  [ -e "$path/device" ] && printf 'pciid %s\\n' "$(basename "$(readlink -f "$path/device")")"
  [ -e "$path/device/driver/module" ] && printf 'module %s\\n' "$(basename "$(readlink -f "$path/device/driver/module")")"
done`,
  read(blocks) {
    const addresses = addressesOf(blocks.lines('addresses'));
    const links = [...blocks.withPrefix('link ')].map(([device, text]) => ({
      device,
      link: linkOf(device, text.split('\n')),
    }));
    const interfaces = new Map(
      links.map(({ device, link }) => [device, { ...link, ...addressFacts(addresses, device) }]),
    );
    return {
      interfaces: [...interfaces.keys()],
      ...Object.fromEntries([...interfaces].map(([device, facts]) => [device.replace(/[-:]/g, '_'), facts])),
      all_ipv4_addresses: outside(addresses, 4),
      all_ipv6_addresses: outside(addresses, 6),
      default_ipv4: defaultRoute(blocks.text('route4'), addresses, interfaces),
      default_ipv6: defaultRoute(blocks.text('route6'), addresses, interfaces),
      locally_reachable_ips: { ipv4: localRoutes(blocks.lines('local4')), ipv6: localRoutes(blocks.lines('local6')) },
    };
  },
};

function addressFacts(addresses: readonly Address[], device: string): Facts {
  const own = addresses.filter((address) => address.device === device);
  const [first, ...others] = own.filter((address) => address.version === 4).map((address) => address.facts);
  const sixes = own.filter((address) => address.version === 6).map((address) => address.facts);
  return {
    ...(first ? { ipv4: first } : {}),
    ...(others.length > 0 ? { ipv4_secondaries: others } : {}),
    ...(sixes.length > 0 ? { ipv6: sixes } : {}),
  };
}

function outside(addresses: readonly Address[], version: 4 | 6): Json {
  const own = addresses.filter((address) => address.version === version).map((address) => address.address);
  return own.filter((address) => !address.startsWith('127.') && address !== '::1');
}

function localRoutes(lines: readonly string[]): Json {
  const routes = lines.map((line) => line.trim().split(/\s+/)).filter(([kind]) => kind === 'local');
  return [...new Set(routes.flatMap(([, destination]) => destination ?? []))];
}
