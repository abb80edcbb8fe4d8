import { sh } from '../shell/script.js';
import { integerOf, type FactFamily } from './family.js';

/** What manages services. */
export const serviceMgr: FactFamily = {
  name: 'service_mgr',
  subsets: ['service_mgr'],
  isMinimal: true,
  provides: ['service_mgr'],
  script: () => sh`put init cat /proc/1/comm
block signs; for path in /run/systemd/system /dev/.run/systemd /dev/.systemd /sbin/openrc /etc/init /etc/init.d; do
  [ -e "$path" ] && echo "$path"; done`,
  read(blocks) {
    const init = blocks.text('init');
    const signs = blocks.lines('signs');
    if (init === 'systemd' || signs.some((sign) => sign.endsWith('systemd/system') || sign.startsWith('/dev/')))
      return { service_mgr: 'systemd' };
    if (/^(runit-init|svscan|openrc-init)$/.test(init)) return { service_mgr: init.replace(/-init$|can$/, '') };
    if (signs.includes('/sbin/openrc')) return { service_mgr: 'openrc' };
    if (signs.includes('/etc/init.d')) return { service_mgr: 'sysvinit' };
    return { service_mgr: init === '' || init === 'sh' ? 'service' : init };
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
