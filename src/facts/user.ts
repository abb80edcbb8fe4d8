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
  script: () => sh`ids=$(id); block ids; printf '%s\\n' "$ids"
case $ids in *euid=*) uid=${sh`$`}{ids#*euid=};; *) uid=${sh`$`}{ids#uid=};; esac; uid=${sh`$`}{uid%%[!0-9]*}
if have getent; then put entry getent passwd "$uid"; else block entry; while IFS= read -r line; do
  rest=${sh`$`}{line#*:*:}; case $rest in "$uid:"*) printf '%s\\n' "$line"; break;; esac; done </etc/passwd; fi`,
  read(blocks) {
    const ids = blocks.text('ids');
    // What takes effect is named where it is another one than the real one.
    const number = (kind: string): string | undefined => new RegExp(`\\b${kind}=(\\d+)`).exec(ids)?.[1];
    const [realUid = '0', realGid = '0'] = [number('uid'), number('gid')];
    const [uid, gid] = [number('euid') ?? realUid, number('egid') ?? realGid];
    const name = new RegExp(`\\buid=${uid}\\(([^)]*)\\)`).exec(ids)?.[1] ?? uid;
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
