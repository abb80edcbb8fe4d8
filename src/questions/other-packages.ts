import { joinScripts, sh } from '../shell/script.js';
import { defineQuestion } from './question.js';

/** Whether apk has a package, or one that provides this name. */
export const apk = defineQuestion<string, boolean>({
  kind: 'apk',
  script: (names) => joinScripts(names.map((name) => sh`apk info -e ${name} >/dev/null 2>&1; echo $?`)),
  read: (outcome, names) => statuses(outcome.stdout, names.length),
});

function statuses(stdout: Buffer, count: number): boolean[] {
  const lines = stdout.toString().split('\n');
  return Array.from({ length: count }, (_, index) => lines[index] === '0');
}
