import { rawShell } from '../shell/script.js';
import { integerOf, type FactFamily } from './family.js';

/** The Python that other programs on the target find, if there is one. Nothing here needs it; content asks for its path. */
export const python: FactFamily = {
  name: 'python',
  subsets: ['python', 'python_version'],
  isMinimal: true,
  provides: ['python', 'python_version'],
  // -S leaves out the packages of the site: that makes it start twice as fast.
  script: () =>
    rawShell(`for name in python3 /usr/bin/python3 /usr/libexec/platform-python python; do
  have "$name" && put python "$name" -S -c 'import sys
print(sys.executable)
print(sys.implementation.name)
for part in sys.version_info: print(part)' && break
done`),
  read(blocks) {
    const [executable, type = '', ...version] = blocks.lines('python');
    if (executable === undefined) return {};
    const [major = 0, minor = 0, micro = 0, releaselevel = '', serial = 0] = version.map(
      (part) => integerOf(part) ?? part,
    );
    return {
      python_version: [major, minor, micro].join('.'),
      python: {
        executable,
        has_sslcontext: true,
        type,
        version: { major, minor, micro, releaselevel, serial },
        version_info: [major, minor, micro, releaselevel, serial],
      },
    };
  },
};
