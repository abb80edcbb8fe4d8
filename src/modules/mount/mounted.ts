import { probe, type Question } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import { unescapeField } from './fstab.js';

/** What is at a mount point now. */
export interface MountPoint {
  readonly exists: boolean;
  readonly isDirectory: boolean;
  /** What is mounted there last: its device and, for a bind mount, the directory on it. */
  readonly mounted: { readonly device: string; readonly root: string; readonly fstype: string } | undefined;
}

/** Whether something is at a path, and what is mounted there. */
export function mountPoint(path: string): Question<MountPoint> {
  const script = sh`[ -e ${path} ]; echo $?; [ -d ${path} ]; echo $?
readlink -f -- ${path} || printf '%s\\n' ${path}; cat /proc/self/mountinfo`;
  return probe(script, ({ stdout }) => {
    const [exists, directory, resolved = path, ...lines] = stdout.toString().split('\n');
    const places = new Set([resolved, path.replace(/(?<=.)\/+$/, '')]);
    const found = lines.map(readLine).findLast((mount) => places.has(mount.path));
    return { exists: exists === '0', isDirectory: directory === '0', mounted: found };
  });
}

/** `ID PARENT DEVICE ROOT PATH OPTIONS [TAG...] - TYPE SOURCE OPTIONS` */
function readLine(line: string): { path: string; root: string; device: string; fstype: string } {
  const [, , , root = '', path = '', ...rest] = line.split(' ');
  const [fstype = '', device = ''] = rest.slice(rest.indexOf('-') + 1);
  return { path: unescapeField(path), root: unescapeField(root), device: unescapeField(device), fstype };
}
