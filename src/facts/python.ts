import { rawShell } from '../shell/script.js';
import type { FactFamily } from './family.js';

const levels: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', rc: 'candidate' };

/** The Python that other programs on the target find, if there is one. Nothing here needs it; content asks for its path. */
export const python: FactFamily = {
  name: 'python',
  subsets: ['python', 'python_version'],
  isMinimal: true,
  provides: ['python', 'python_version'],
  // Its version is all that it tells without starting up.
  script: () =>
    rawShell(`for name in python3 /usr/bin/python3 /usr/libexec/platform-python python; do
  have "$name" && { block python; command -v "$name"; "$name" -V; } && break
done`),
  read(blocks) {
    const [executable = '', version = '', built = ''] = blocks.lines('python');
    const found = /^Python (\d+)\.(\d+)\.(\d+)(a|b|rc)?(\d*)/.exec(version);
    if (!found) return {};
    const [major = 0, minor = 0, micro = 0] = found.slice(1, 4).map(Number);
    const releaselevel = levels[found[4] ?? ''] ?? 'final';
    const serial = Number(found[5]);
    return {
      python_version: [major, minor, micro].join('.'),
      python: {
        executable,
        has_sslcontext: true,
        type: /PyPy/.test(version + built) ? 'pypy' : 'cpython',
        version: { major, minor, micro, releaselevel, serial },
        version_info: [major, minor, micro, releaselevel, serial],
      },
    };
  },
};
