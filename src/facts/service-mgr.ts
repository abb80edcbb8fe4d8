import { sh } from '../shell/script.js';
import { integerOf, type FactFamily } from './family.js';

/** First processes that are called otherwise than the service manager they belong to. */
const namesOfInit: Readonly<Record<string, string>> = {
  'openrc-init': 'openrc',
  procd: 'openwrt_init',
  'runit-init': 'runit',
  svscan: 'svc',
};

/** What manages services. */
export const serviceMgr: FactFamily = {
  name: 'service_mgr',
  subsets: ['service_mgr'],
  isMinimal: true,
  provides: ['service_mgr'],
  script: () => sh`show init /proc/1/comm
block signs; for path in /run/systemd/system /dev/.run/systemd /dev/.systemd /sbin/openrc /etc/init.d; do
  [ -e "$path" ] && echo "$path"; done
[ -d /run/systemd/system ] || { have systemctl && put linked readlink /sbin/init; }`,
  read(blocks) {
    const init = blocks.text('init');
    // "init" may be anything, and a shell is that of a container: the machine has to be looked at.
    if (init !== '' && init !== 'init' && !init.endsWith('sh')) return { service_mgr: namesOfInit[init] ?? init };
    const signs = blocks.lines('signs');
    if (signs.some((sign) => sign.endsWith('systemd/system') || sign.startsWith('/dev/')))
      return { service_mgr: 'systemd' };
    if (signs.includes('/sbin/openrc')) return { service_mgr: 'openrc' };
    if (/(^|\/)systemd$/.test(blocks.text('linked'))) return { service_mgr: 'systemd' };
    return { service_mgr: signs.includes('/etc/init.d') ? 'sysvinit' : 'service' };
  },
};

/** The version and features of systemd. */
export const systemd: FactFamily = {
  name: 'systemd',
  subsets: ['systemd'],
  isMinimal: false,
  provides: ['systemd'],
  script: () => sh`[ -d /run/systemd/system ] && put version systemctl --version`,
  read(blocks) {
    const [first = '', ...rest] = blocks.lines('version');
    const version = integerOf(first.split(' ')[1]);
    return version === undefined ? {} : { systemd: { version, features: rest.join(' ').trim() } };
  },
};
