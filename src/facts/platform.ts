import { sh } from '../shell/script.js';
import type { FactFamily } from './family.js';

/** Kernel, machine and node name. */
export const platform: FactFamily = {
  name: 'platform',
  subsets: ['platform'],
  isMinimal: true,
  provides: [
    'system',
    'kernel',
    'kernel_version',
    'machine',
    'architecture',
    'userspace_architecture',
    'userspace_bits',
    'nodename',
    'hostname',
    'machine_id',
  ],
  script: () => sh`put uname uname -snrvm
put bits getconf LONG_BIT
block machine-id; lines /var/lib/dbus/machine-id || lines /etc/machine-id`,
  read(blocks) {
    const [, system = '', nodename = '', kernel = '', version = '', machine = ''] =
      /^(\S+) (\S+) (\S+) (.*) (\S+)$/.exec(blocks.text('uname')) ?? [];
    const bits = blocks.text('bits') || (/64|s390x|alpha/.test(machine) ? '64' : '32');
    const architecture = /^i[3456]86$/.test(machine) ? 'i386' : machine;
    return {
      system,
      kernel,
      kernel_version: version,
      machine,
      architecture,
      userspace_bits: bits,
      userspace_architecture: bits === '32' && architecture === 'x86_64' ? 'i386' : architecture,
      nodename,
      hostname: nodename.split('.')[0] ?? nodename,
      machine_id: blocks.lines('machine-id')[0] ?? '',
    };
  },
};
