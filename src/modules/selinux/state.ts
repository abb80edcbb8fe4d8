import { fail } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import { systemPath } from '../programs/path.js';

export interface SelinuxState {
  readonly runtime: 'enforcing' | 'permissive' | 'disabled';
  /** The policy that is loaded. */
  readonly policy: string;
}

/** Whether SELinux is on, by the file system of the kernel: no tools are needed. */
export const selinuxState = probe(
  sh`for place in /sys/fs/selinux /selinux; do if [ -r "$place/enforce" ]; then cat "$place/enforce"; break; fi; done | grep . || echo
sed -n 's/^SELINUXTYPE=//p' /etc/selinux/config 2>/dev/null`,
  ({ stdout }): SelinuxState => {
    const [enforce = '', policy = ''] = stdout.toString().split('\n');
    const runtime = enforce.startsWith('1') ? 'enforcing' : enforce.startsWith('0') ? 'permissive' : 'disabled';
    return { runtime, policy: runtime === 'disabled' ? '' : policy.trim() };
  },
);

/** Ends the task where SELinux is off, unless it shall work all the same. */
export function needSelinux({ runtime }: SelinuxState, ignores: boolean): void {
  if (runtime === 'disabled' && !ignores) fail('SELinux is disabled on this host.', { changed: false });
}

/** What `semanage` lists; a missing program is a failure that names its package. */
export function semanageList(words: readonly string[]) {
  const script = sh`${systemPath} command -v semanage >/dev/null || exit 99; semanage ${words}`;
  return probe(script, ({ status, stdout, stderr }) => {
    if (status === 99)
      fail('Failed to find required executable "semanage" on the target: install policycoreutils-python-utils');
    if (status !== 0) fail(stderr.toString().trim(), { changed: false, rc: status });
    return stdout
      .toString()
      .split('\n')
      .filter((line) => line !== '');
  });
}
