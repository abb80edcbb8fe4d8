import { probe, type Question } from '../../questions/question.js';
import { sh, type Script } from '../../shell/script.js';
import type { Json } from '../../values/json.js';

/** One installed version of a package; which keys it has besides these depends on the package manager. */
export interface PackageFact {
  readonly name: string;
  readonly version: string;
  readonly [key: string]: Json;
}

/** How one package manager lists what is installed. */
export interface PackageLister {
  readonly name: string;
  /** The program without which it is not there. */
  readonly program: string;
  /** `undefined` when the packages cannot be listed. */
  readonly list: Question<readonly PackageFact[] | undefined>;
}

/** The package managers that are known, in the order in which they are looked for. */
export const packageListers: readonly PackageLister[] = [
  lister('rpm', 'rpm', sh`rpm -qa --qf '%{NAME}\\t%{VERSION}\\t%{RELEASE}\\t%{EPOCH}\\t%{ARCH}\\n'`, (output) =>
    rowsOf(output).map(([name = '', version = '', release = '', epoch = '', arch = '']) => ({
      name,
      version,
      release,
      epoch: epoch === '(none)' ? null : Number(epoch),
      arch: arch === '(none)' ? null : arch,
    })),
  ),
  lister(
    'apt',
    'dpkg-query',
    // The origin of a package stands in apt's index, under the line that the policy shows for it.
    sh`dpkg-query -W -f '\${db:Status-Status}\\t\${Package}\\t\${Version}\\t\${Architecture}\\t\${Section}\\n' || exit
printf '\\035'; LC_ALL=C apt-cache policy
printf '\\035'; LC_ALL=C apt-cache policy $(dpkg-query -W -f '\${binary:Package} '); :`,
    aptPackages,
  ),
  lister('pacman', 'pacman', sh`LC_ALL=C pacman -Q`, (output) =>
    output.split('\n').flatMap((line) => {
      const [, name, version = '', release = ''] = /^(\S+) (\S+)-([^-\s]+)$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, version, release }];
    }),
  ),
  lister('apk', 'apk', sh`apk info -v`, (output) =>
    output.split('\n').flatMap((line) => {
      const [, name, version = '', release = ''] = /^(\S+)-([^-\s]+)-([^-\s]+)$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, version, release }];
    }),
  ),
];

function lister(
  name: string,
  program: string,
  script: Script,
  read: (output: string) => readonly PackageFact[],
): PackageLister {
  // A task's environment may have any PATH.
  const list = probe(sh`PATH=$PATH:/usr/bin:/bin; ${script}`, ({ status, stdout }) =>
    status === 0 ? read(stdout.toString()) : undefined,
  );
  return { name, program, list };
}

function rowsOf(output: string): string[][] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

function aptPackages(output: string): PackageFact[] {
  const [installed = '', index = '', policies = ''] = output.split('\x1d');
  const origins = originsByPlace(index);
  const places = placesByPackage(policies);
  return rowsOf(installed)
    .filter(([status]) => status === 'installed')
    .map(([, name = '', version = '', arch = '', category = '']) => ({
      name,
      version,
      arch,
      category,
      origin: origins.get(places.get(name) ?? '') ?? '',
    }));
}

/** `500 http://mirror.example/debian bookworm/main amd64 Packages` and, under it, `release v=12,o=Debian,...`. */
function originsByPlace(index: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let place = '';
  for (const line of index.split('\n')) {
    const origin = /^\s+release .*?\bo=([^,]*)/.exec(line)?.[1];
    if (origin !== undefined) found.set(place, origin);
    else place = /^\s*-?\d+ (\S.*)$/.exec(line)?.[1] ?? place;
  }
  return found;
}

/** The first source of each package's installed version, the one marked with stars. */
function placesByPackage(policies: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let name = '';
  let isInstalled = false;
  for (const line of policies.split('\n')) {
    const heading = /^(\S+?)(?::[a-z0-9-]+)?:$/.exec(line)?.[1];
    if (heading !== undefined) name = heading;
    else if (/^ (\*\*\*| {3}) \S/.test(line)) isInstalled = line.startsWith(' ***');
    else if (isInstalled && !found.has(name)) {
      const place = /^\s+-?\d+ (\S.*)$/.exec(line)?.[1];
      if (place !== undefined) found.set(name, place);
    }
  }
  return found;
}
