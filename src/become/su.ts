import { sh } from '../shell/script.js';
import type { BecomeMethod } from '../transport/connection.js';
import { flagsOf } from './flags.js';

/** su, with the other user's password. Its PAM conversation reads standard input when that is no terminal. */
export const su: BecomeMethod = {
  name: 'su',
  needsTerminal: false,

  command({ user, executable = 'su', flags = '' }, shell, marker) {
    const start = sh`echo ${marker}; exec ${shell}`;
    const nested = sh`exec ${shell} -c ${start.toString()}`;
    return sh`exec ${[executable, ...flagsOf(flags), user, '-c', nested.toString()]}`;
  },

  // The prompt is translated, so only its shape is certain.
  isPrompt: (text) => /(^|\n)[^\n]{2,60}[:：]\s*$/.test(text),

  findRefusal(text) {
    if (/must be run from a terminal|standard in must be a tty/.test(text)) return 'su wants a terminal';
    if (/authentication failure|incorrect password|sorry/i.test(text)) return 'Incorrect su password';
    return /^.*su: .*$/m.exec(text)?.[0].trim();
  },
};
