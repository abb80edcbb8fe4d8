import { sh } from '../shell/script.js';
import type { BecomeMethod } from '../transport/connection.js';
import { flagsOf } from './flags.js';

/** doas. It asks for its password on a terminal only; without a password it must be allowed with `nopass`. */
export const doas: BecomeMethod = {
  name: 'doas',
  needsTerminal: true,

  command({ user, password, executable = 'doas', flags = '' }, shell, marker) {
    const asking = password === undefined ? ['-n'] : [];
    const start = sh`echo ${marker}; exec ${shell}`;
    return sh`exec ${[executable, ...flagsOf(flags, 'n'), ...asking, '-u', user, shell, '-c', start.toString()]}`;
  },

  isPrompt: (text) => /password[^\n]*:\s*$/i.test(text),

  findRefusal(text) {
    if (/a tty is required/i.test(text)) return 'doas wants a terminal to ask for the password';
    if (/authentication (failed|required)/i.test(text)) return 'the password is missing or wrong';
    if (/operation not permitted/i.test(text)) return 'doas.conf does not allow it';
    return /^.*doas: .*$/m.exec(text)?.[0].trim();
  },
};
