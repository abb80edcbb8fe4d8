import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import type { FactFamily, Facts } from './family.js';
import { addressesOf, type Address } from './network/addresses.js';
import { defaultRoute } from './network/default-route.js';
import { linkOf } from './network/link.js';

/** Addresses far away: nothing is sent to them, only the way that packets would go is asked for. */
const outsideAddresses = { ipv4: '8.8.8.8', ipv6: '2404:6800:400a:800::1012' };

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
  script: () => sh`path_before=$PATH; PATH=$PATH:/usr/sbin:/sbin
said=$(ip -o -force -batch - <<'BATCH'
addr show
route get ${outsideAddresses.ipv4}
route get ${outsideAddresses.ipv6}
route show table all type local
BATCH
)
block ip; case $said in
  ?*) printf '%s\\n' "$said";;
  *) ip -o addr show; ip -4 route get ${outsideAddresses.ipv4}; ip -6 route get ${outsideAddresses.ipv6}
    ip -4 route show table local; ip -6 route show table local;;
esac
PATH=$path_before
for path in /sys/class/net/*; do [ -d "$path" ] || continue; block "link ${sh`$`}{path##*/}"
  for name in address mtu operstate flags type speed bridge/bridge_id bridge/stp_state bonding/mode bonding/miimon bonding/lacp_rate; do
    line "$name" "$path/$name"
  done
  for port in "$path"/brif/* ; do [ -e "$port" ] && printf 'port %s\\n' "${sh`$`}{port##*/}"; done
  [ -f "$path/bonding/slaves" ] && for slave in $(lines "$path/bonding/slaves"); do printf 'slave %s\\n' "$slave"; done
  [ -e "$path/device" ] && { printf 'pciid '; readlink "$path/device"; }
  [ -e "$path/device/driver/module" ] && { printf 'module '; readlink "$path/device/driver/module"; }
done`,
  read(blocks) {
    const said = blocks.lines('ip');
    const addresses = addressesOf(said);
    const routeTo = (address: string): string => said.find((line) => line.startsWith(`${address} `)) ?? '';
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
      default_ipv4: defaultRoute(routeTo(outsideAddresses.ipv4), addresses, interfaces),
      default_ipv6: defaultRoute(routeTo(outsideAddresses.ipv6), addresses, interfaces),
      locally_reachable_ips: localRoutes(said),
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

/** The routes to this host itself, by family; each line of `ip` begins with their kind. */
function localRoutes(said: readonly string[]): Json {
  const routes = said.map((line) => line.trim().split(/\s+/));
  const own = routes.filter((words) => words[0] === 'local' && /^(local)?$/.test(tableOf(words)));
  const all = [...new Set(own.flatMap(([, destination]) => destination ?? []))];
  return {
    ipv4: all.filter((destination) => !destination.includes(':')),
    ipv6: all.filter((destination) => destination.includes(':')),
  };
}

function tableOf(words: readonly string[]): string {
  const at = words.indexOf('table');
  return at < 0 ? '' : (words[at + 1] ?? '');
}
