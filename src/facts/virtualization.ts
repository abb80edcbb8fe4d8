import { sh } from '../shell/script.js';
import type { Blocks, FactFamily, Facts } from './family.js';

/** Whether this is a guest or a host of virtual machines or containers, and of which kind. */
export const virtualization: FactFamily = {
  name: 'virtual',
  subsets: ['virtual'],
  isMinimal: false,
  provides: ['virtualization_*'],
  script:
    () => sh`block signs; for path in /.dockerenv /.dockerinit /run/.containerenv /proc/vz /proc/bc /proc/xen/capabilities /dev/kvm; do
  [ -e "$path" ] && echo "$path"; done
block container; lines /run/systemd/container || tr '\\000' '\\n' </proc/1/environ 2>/dev/null | sed -n 's/^container=//p'
show cgroup /proc/1/cgroup
for name in product_name product_family sys_vendor bios_vendor; do show "$name" "/sys/class/dmi/id/$name"; done
block model; while IFS= read -r text; do
  case $text in vendor_id*) echo "$text";; 'model name'*) echo "$text"; break;; esac; done </proc/cpuinfo
if [ -e /dev/kvm ] || [ -e /sys/module/vboxdrv ]; then put modules cut -d ' ' -f 1 /proc/modules; fi`,
  read(blocks) {
    const guests = guestsOf(blocks);
    const hosts = hostsOf(blocks, guests.length > 0);
    return { ...mainOf(guests, hosts), virtualization_tech_guest: [...guests].sort(), virtualization_tech_host: hosts };
  },
};

function mainOf(guests: readonly string[], hosts: readonly string[]): Facts {
  const [guest] = guests;
  const [host] = hosts;
  if (guest !== undefined) return { virtualization_type: guest, virtualization_role: 'guest' };
  if (host !== undefined) return { virtualization_type: host, virtualization_role: 'host' };
  return { virtualization_type: 'NA', virtualization_role: 'NA' };
}

/** The technologies this is a guest of, the one that decides first. */
function guestsOf(blocks: Blocks): string[] {
  const container = containerOf(blocks);
  if (container.length > 0) return container;
  const signs = blocks.lines('signs');
  if (signs.includes('/proc/vz') && !signs.includes('/proc/bc')) return ['openvz'];
  if (signs.includes('/proc/xen/capabilities')) return ['xen'];
  const machine = machines.find(([key, pattern]) => pattern.test(blocks.text(key)));
  return machine ? [machine[2]] : [];
}

function containerOf(blocks: Blocks): string[] {
  const cgroup = blocks.text('cgroup');
  const signs = blocks.lines('signs');
  const name = blocks.lines('container')[0] ?? '';
  if (name === 'docker' || signs.some((sign) => sign.startsWith('/.docker')) || /\/docker(\/|-)/.test(cgroup))
    return ['docker', 'container'];
  if (name === 'podman' || signs.includes('/run/.containerenv')) return ['podman', 'container'];
  if (name === 'lxc' || /\/(lxc\/|machine\.slice\/machine-lxc)/.test(cgroup)) return ['lxc', 'container'];
  return name === '' ? [] : ['container', name];
}

/** What firmware says, in the order that decides. */
const machines: readonly (readonly [block: string, pattern: RegExp, name: string])[] = [
  ['product_name', /^(KVM|KVM Server|Bochs|AHV)$|^Standard PC|OpenStack Compute/, 'kvm'],
  ['product_name', /RHEV Hypervisor/, 'RHEV'],
  ['product_name', /^VMware/, 'VMware'],
  ['product_name', /^OpenStack Nova/, 'openstack'],
  ['product_name', /^VirtualBox/, 'virtualbox'],
  ['product_name', /^HVM domU/, 'xen'],
  ['product_name', /^Parallels/, 'parallels'],
  ['product_name', /^Google Compute Engine/, 'kvm'],
  ['bios_vendor', /^Xen/, 'xen'],
  ['bios_vendor', /^innotek GmbH/, 'virtualbox'],
  ['bios_vendor', /^(Amazon EC2|DigitalOcean|Hetzner|linode|Google)/, 'kvm'],
  [
    'sys_vendor',
    /^(KubeVirt|QEMU|Amazon EC2|DigitalOcean|Hetzner|Scaleway|Nutanix|Google|Akamai|OpenStack Foundation)/,
    'kvm',
  ],
  ['sys_vendor', /^Microsoft Corporation/, 'VirtualPC'],
  ['sys_vendor', /^oVirt/, 'oVirt'],
  ['sys_vendor', /^Parallels/, 'parallels'],
  ['product_family', /^RHV/, 'RHEV'],
  ['model', /QEMU Virtual CPU/, 'kvm'],
  ['model', /vendor_id.*PowerVM Lx86/, 'powervm_lx86'],
];

function hostsOf(blocks: Blocks, isGuest: boolean): string[] {
  const modules = new Set(blocks.lines('modules'));
  const found: string[] = [];
  if (modules.has('kvm') && blocks.lines('signs').includes('/dev/kvm')) found.push('kvm');
  if (modules.has('vboxdrv')) found.push('virtualbox');
  if (!isGuest && blocks.lines('signs').includes('/proc/bc')) found.push('openvz');
  return found;
}
