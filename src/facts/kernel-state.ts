import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { Float } from '../values/value.js';
import type { FactFamily } from './family.js';

/** The kernel's command line. */
export const cmdline: FactFamily = {
  name: 'cmdline',
  subsets: ['cmdline'],
  isMinimal: true,
  provides: ['cmdline', 'proc_cmdline'],
  script: () => sh`show cmdline /proc/cmdline`,
  read(blocks) {
    const last: Record<string, Json> = {};
    const all: Record<string, Json> = {};
    for (const word of blocks
      .text('cmdline')
      .split(/\s+/)
      .filter((part) => part !== '')) {
      const at = word.indexOf('=');
      const [key, value] = at < 0 ? [word, true] : [word.slice(0, at), word.slice(at + 1)];
      last[key] = value;
      const known = all[key];
      all[key] = known === undefined || at < 0 ? value : [...(Array.isArray(known) ? known : [known]), value];
    }
    return { cmdline: last, proc_cmdline: all };
  },
};

/** Load and time since the boot. */
export const load: FactFamily = {
  name: 'load',
  subsets: ['hardware', 'loadavg', 'uptime_seconds'],
  isMinimal: false,
  provides: ['loadavg', 'uptime_seconds'],
  script: () => sh`show uptime /proc/uptime
show loadavg /proc/loadavg`,
  read(blocks) {
    const [one, five, fifteen] = blocks
      .text('loadavg')
      .split(' ')
      .map((text) => new Float(Number(text)));
    return {
      uptime_seconds: Math.floor(Number.parseFloat(blocks.text('uptime')) || 0),
      ...(one && five && fifteen ? { loadavg: { '1m': one, '5m': five, '15m': fifteen } } : {}),
    };
  },
};

/** Whether scripts run in a changed root. */
export const chroot: FactFamily = {
  name: 'chroot',
  subsets: ['chroot'],
  isMinimal: false,
  provides: ['is_chroot'],
  script: () =>
    sh`block roots; stat -c '%d %i' / /proc/1/root/.; block env; [ -n "$debian_chroot" ] && echo "$debian_chroot"`,
  read(blocks) {
    const [own, init] = blocks.lines('roots');
    return { is_chroot: blocks.text('env') !== '' || (own !== undefined && init !== undefined && own !== init) };
  },
};
