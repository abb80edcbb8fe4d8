import { sh } from '../shell/script.js';
import { assignmentsOf, type FactFamily } from './family.js';

/** Names by which storage networks know this host. */
export const storage: FactFamily = {
  name: 'storage',
  subsets: ['iscsi', 'nvme', 'fibre_channel_wwn'],
  isMinimal: false,
  provides: ['iscsi_iqn', 'hostnqn', 'fibre_channel_wwn'],
  script: () => sh`show iscsi /etc/iscsi/initiatorname.iscsi
show nvme /etc/nvme/hostnqn
block fibre; for path in /sys/class/fc_host/*/port_name; do lines "$path"; done`,
  read(blocks) {
    return {
      iscsi_iqn: assignmentsOf(blocks.lines('iscsi')).get('InitiatorName') ?? '',
      hostnqn: blocks.text('nvme').trim(),
      fibre_channel_wwn: blocks.lines('fibre').map((line) => line.replace(/^0x/, '')),
    };
  },
};
