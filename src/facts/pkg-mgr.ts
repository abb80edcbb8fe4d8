import { sh } from '../shell/script.js';
import type { FactFamily } from './family.js';

/** The package manager that a distribution uses; several may be installed. */
export const pkgMgr: FactFamily = {
  name: 'pkg_mgr',
  subsets: ['pkg_mgr'],
  isMinimal: true,
  provides: ['pkg_mgr'],
  script:
    () => sh`block paths; for path in /usr/bin/apt-get /usr/bin/dnf5 /usr/bin/dnf-3 /usr/bin/dnf /usr/bin/microdnf /usr/bin/yum /usr/bin/zypper /sbin/apk /usr/bin/pacman /usr/bin/xbps-install /usr/bin/emerge; do
  [ -x "$path" ] && echo "$path"; done
block family; [ -e /etc/debian_version ] && echo debian; [ -e /etc/redhat-release ] && echo redhat
if [ -L /usr/bin/dnf ]; then put link readlink /usr/bin/dnf; fi`,
  read(blocks) {
    const paths = blocks.lines('paths');
    const families = blocks.lines('family');
    if (families.includes('redhat')) return { pkg_mgr: redHat(paths, blocks.text('link')) };
    const known = candidates.find(([path]) => paths.includes(path));
    return { pkg_mgr: known?.[1] ?? 'unknown' };
  },
};

const candidates: readonly (readonly [path: string, name: string])[] = [
  ['/usr/bin/apt-get', 'apt'],
  ['/sbin/apk', 'apk'],
  ['/usr/bin/zypper', 'zypper'],
  ['/usr/bin/pacman', 'pacman'],
  ['/usr/bin/xbps-install', 'xbps'],
  ['/usr/bin/emerge', 'portage'],
  ['/usr/bin/dnf5', 'dnf5'],
  ['/usr/bin/dnf', 'dnf'],
  ['/usr/bin/yum', 'yum'],
];

function redHat(paths: readonly string[], dnfLink: string): string {
  if (dnfLink.includes('dnf5') || (paths.includes('/usr/bin/dnf5') && !paths.includes('/usr/bin/dnf'))) return 'dnf5';
  if (paths.some((path) => /\/(microdnf|dnf(-3)?)$/.test(path))) return 'dnf';
  return paths.includes('/usr/bin/yum') ? 'yum' : 'unknown';
}
