import { sh } from '../shell/script.js';
import type { BecomeMethod } from '../transport/connection.js';
import { flagsOf } from './flags.js';

const prompt = '[provision] sudo password: ';

/** sudo, without a terminal: `-n` when there is no password, otherwise the password is typed on stdin. */
export const sudo: BecomeMethod = {
  name: 'sudo',
  needsTerminal: false,

  command({ user, password, executable = 'sudo', flags = '-H', directory }, shell, marker) {
    const asking = password === undefined ? ['-S', '-n'] : ['-S', '-p', prompt];
    const start = sh`echo ${marker}; exec ${shell}`;
    const enter = directory === undefined ? sh`` : sh`cd -- ${directory} || exit; `;
    return sh`${enter}exec ${[executable, ...flagsOf(flags, 'nS', ['--non-interactive', '--stdin']), ...asking, '-u', user, shell, '-c', start.toString()]}`;
  },

  isPrompt: (text) => text.includes(prompt) || /(password|passphrase|code)[^\n]*:\s*$/i.test(text),

  findRefusal(output) {
    const text = output.replaceAll(prompt, '');
    if (/sorry, you must have a tty|requiretty/.test(text)) return 'sudo wants a terminal (requiretty in sudoers)';
    if (/a password is required|a terminal is required|no password was provided/.test(text))
      return 'Missing sudo password';
    if (/sorry, try again|incorrect password/i.test(text)) return 'Incorrect sudo password';
    return /^sudo: .*|.*(?:is not in the sudoers file|is not allowed to).*|.*not found.*/m.exec(text)?.[0].trim();
  },
};
