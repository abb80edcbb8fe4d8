import { rawShell, sh } from '../shell/script.js';
import { createMarks, frameText } from './frame.js';
import type { Shell } from './shell.js';

/**
 * All processes below one, found in /proc by shell alone. A process that has detached itself (a daemon) is not below
 * it any more, and is left running.
 */
const findBelow = rawShell(`
found=" $root "
again=yes
while [ "$again" = yes ]; do
  again=no
  for stat in /proc/[0-9]*/stat; do
    read -r line 2>/dev/null <"$stat" || continue
    pid=\${line%% *}
    case $found in *" $pid "*) continue;; esac
    set -- \${line##*) }
    case $found in *" $2 "*) found="$found$pid "; again=yes;; esac
  done
done`);

const alive = rawShell('for pid in $found; do kill -0 "$pid" 2>/dev/null && exit 1; done; exit 0');

/** Ends a process and all below it: asks first, insists after two seconds. */
export async function endProcesses(shell: Shell, root: number): Promise<void> {
  const script = sh`root=${root}
${findBelow}
kill -TERM $found 2>/dev/null
for wait in 1 2; do
  ( ${alive} ) && exit 0
  sleep 1
done
kill -KILL $found 2>/dev/null
exit 0`;
  const marks = createMarks();
  await shell.request(frameText({ marks, before: [], text: script.toString(), environment: {}, after: [] }), marks);
}
