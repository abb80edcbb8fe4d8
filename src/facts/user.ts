import { sh } from '../shell/script.js';
import type { FactFamily } from './family.js';

/** The user that scripts run as. */
export const user: FactFamily = {
  name: 'user',
  subsets: ['user'],
  isMinimal: true,
  provides: [
    'user_id',
    'user_uid',
    'user_gid',
    'user_gecos',
    'user_dir',
    'user_shell',
    'real_user_id',
    'effective_user_id',
    'real_group_id',
    'effective_group_id',
  ],
  script: () => sh`block ids; id -un; id -u; id -g; id -ru; id -rg
if have getent; then put entry getent passwd "$(id -u)"; else block entry; while IFS= read -r line; do
  case $line in "$(id -un):"*) printf '%s\\n' "$line";; esac; done </etc/passwd; fi`,
  read(blocks) {
    const [name = '', uid = '0', gid = '0', realUid = uid, realGid = gid] = blocks.lines('ids');
    const [login = name, , , entryGid = gid, gecos = '', home = '', shell = ''] = (
      blocks.lines('entry')[0] ?? name
    ).split(':');
    return {
      user_id: login,
      user_uid: Number(uid),
      user_gid: Number(entryGid),
      user_gecos: gecos,
      user_dir: home,
      user_shell: shell,
      real_user_id: Number(realUid),
      effective_user_id: Number(uid),
      real_group_id: Number(realGid),
      effective_group_id: Number(gid),
    };
  },
};
