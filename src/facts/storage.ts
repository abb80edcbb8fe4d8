import { sh } from '../shell/script.js';
import type { FactFamily } from './family.js';

/** Names by which storage networks know this host. */
export const storage: FactFamily = {
  name: 'storage',
  subsets: ['iscsi', 'nvme', 'fibre_channel_wwn'],
  isMinimal: false,
  provides: ['iscsi_iqn', 'hostnqn', 'fibre_channel_wwn'],
  script: () => sh`put iscsi sed -n 's/^InitiatorName=//p' /etc/iscsi/initiatorname.iscsi
put nvme cat /etc/nvme/hostnqn
block fibre; cat /sys/class/fc_host/*/port_name`,
  read(blocks) {
    return {
      iscsi_iqn: blocks.text('iscsi').trim(),
      hostnqn: blocks.text('nvme').trim(),
      fibre_channel_wwn: blocks.lines('fibre').map((line) => line.replace(/^0x/, '')),
    };
  },
};
