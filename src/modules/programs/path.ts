import { rawShell } from '../../shell/script.js';

/** Put in front of scripts that call programs of the system: a user's PATH may lack their directories. */
export const systemPath = rawShell('PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export LC_ALL=C;');
