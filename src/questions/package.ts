import { ProvisionError } from '../base/errors.js';
import { joinScripts, sh } from '../shell/script.js';
import { defineQuestion } from './question.js';

/** A Debian package as dpkg knows it. */
export interface InstalledPackage {
  readonly name: string;
  readonly architecture: string;
  readonly version: string;
  readonly isInstalled: boolean;
  /** Removed, but its configuration files are still there. */
  readonly hasOnlyConfiguration: boolean;
  /** It came as a dependency: apt removes it when nothing needs it any more. */
  readonly isAutomatic: boolean;
}

/** The packages of dpkg that a name means: `name`, `name:architecture` or a pattern. What apt-mark knows is read from its file: it reads the whole index first. */
export const dpkg = defineQuestion<string, readonly InstalledPackage[]>({
  kind: 'dpkg',
  script: (names) =>
    joinScripts([
      sh`command -v dpkg-query >/dev/null 2>&1 || { echo missing; exit 0; }`,
      sh`{`,
      ...names.map(
        (name) =>
          sh`echo =; dpkg-query -W -f '\${binary:Package}\\t\${Architecture}\\t\${db:Status-Abbrev}\\t\${Version}\\t\${Package}\\n' -- ${name} 2>/dev/null`,
      ),
      sh`} | awk -F '\\t' ${markAutomatic}`,
    ]),
  read(outcome, names) {
    const output = outcome.stdout.toString();
    if (output.startsWith('missing'))
      throw new ProvisionError('E0504', 'the target has no dpkg, so apt cannot be used there');
    const sections = output.split(/^=$/m).slice(1);
    return names.map((_, index) => (sections[index] ?? '').split('\n').flatMap(packageOf));
  },
});

/** Adds a field to the lines of dpkg-query. In apt's file the packages for all architectures have the target's own. */
const markAutomatic = `BEGIN {
  while ((getline line < "/var/lib/apt/extended_states") > 0) {
    split(line, field, ": ")
    if (field[1] == "Package") name = field[2]
    if (field[1] == "Architecture") architecture = field[2]
    if (line == "Auto-Installed: 1") { automatic[name, architecture] = 1; automatic[name, "all"] = 1 }
  }
}
{ print $0 ((($5, $2) in automatic) ? "\\tautomatic" : "") }`;

function packageOf(line: string): InstalledPackage[] {
  const [name, architecture, status, version, , mark] = line.split('\t');
  if (!name || architecture === undefined || status === undefined || version === undefined) return [];
  const state = status.charAt(1);
  return [
    {
      name: name.split(':')[0] ?? name,
      architecture,
      version,
      isInstalled: /[iWt]/.test(state),
      hasOnlyConfiguration: state === 'c',
      isAutomatic: mark === 'automatic',
    },
  ];
}

export interface CandidateSubject {
  readonly name: string;
  /** The release to prefer (`-t`). */
  readonly release?: string;
}

/** What apt could install under a name. */
export interface Candidate {
  /** `undefined` when the name is unknown or only provided by others. */
  readonly version: string | undefined;
  readonly versions: readonly string[];
  /** Real packages that provide a virtual one. */
  readonly providers: readonly string[];
}

/** The versions that apt knows of, without touching the network. */
export const aptCandidate = defineQuestion<CandidateSubject, Candidate>({
  kind: 'apt candidate',
  script: (subjects) =>
    joinScripts([
      sh`export LC_ALL=C`,
      ...subjects.map(
        ({ name, release }) =>
          sh`echo =policy; apt-cache ${release === undefined ? [] : ['-t', release]} policy -- ${name} 2>/dev/null; echo =provides; apt-cache showpkg -- ${name} 2>/dev/null | sed -n '/^Reverse Provides:/,$p'`,
      ),
    ]),
  read(outcome, subjects) {
    const sections = outcome.stdout
      .toString()
      .split(/^=policy$/m)
      .slice(1);
    return subjects.map((_, index) => candidateOf(sections[index] ?? ''));
  },
});

function candidateOf(section: string): Candidate {
  const [policy = '', provides = ''] = section.split(/^=provides$/m);
  const version = /^ {2}Candidate: (.+)$/m.exec(policy)?.[1];
  const versions = [...policy.matchAll(/^ (?:\*\*\*| {3}) (\S+) -?\d+$/gm)].map((found) => found[1] ?? '');
  const providers = provides
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(' ')[0] ?? '');
  return {
    version: version === '(none)' ? undefined : version,
    versions,
    providers: providers.filter((name) => name !== ''),
  };
}

/** When apt's index was last refreshed and what time it is there, in seconds since the epoch. */
export interface AptCache {
  readonly refreshed: number;
  readonly now: number;
}

export const aptCache = defineQuestion<'index', AptCache>({
  kind: 'apt cache',
  script: () =>
    sh`date +%s; stat -c %Y /var/lib/apt/periodic/update-success-stamp 2>/dev/null || stat -c %Y /var/lib/apt/lists 2>/dev/null || echo 0`,
  read(outcome, subjects) {
    const [now, refreshed] = outcome.stdout.toString().split('\n').map(Number);
    return subjects.map(() => ({ now: now ?? 0, refreshed: refreshed ?? 0 }));
  },
});
