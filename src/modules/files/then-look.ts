import { statScript, type StatSubject } from '../../questions/stat.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';

/** A script that makes a change and, when that worked, prints what is at the paths then. */
export function thenLook(run: Script, subjects: readonly StatSubject[]): Script {
  return joinScripts([sh`{ ${run}\n} || exit`, statScript(subjects)]);
}
