import { joinScripts, sh } from '../shell/script.js';
import { defineQuestion } from './question.js';

/** The path of a program that scripts can run, `undefined` without one. System directories count even when PATH lacks them. */
export const program = defineQuestion<string, string | undefined>({
  kind: 'program',
  script: (names) =>
    joinScripts([
      sh`PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`,
      ...names.map((name) => sh`command -v ${name} || echo`),
    ]),
  read(outcome, names) {
    const lines = outcome.stdout.toString().split('\n');
    return names.map((_, index) => lines[index] || undefined);
  },
});
