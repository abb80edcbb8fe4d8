import { defineQuestion } from '../../questions/question.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import { compareVersions, readingsOf } from './version.js';

export interface InstalledSubject {
  readonly name: string;
  readonly root: string;
}

/** What rpm knows under a name. */
export interface Installed {
  /** Whether a package of this name, version or pattern is there, or one that provides it. */
  readonly isThere: boolean;
  /** Whether the text names an older version of a package that is there. */
  readonly isOlder: boolean;
}

const format = '%{VERSION}-%{RELEASE}\\n';

/** Whether packages are installed: names, names with versions, files, patterns, `name >= version`. */
export const installed = defineQuestion<InstalledSubject, Installed>({
  kind: 'installed rpm',
  script: (subjects) => joinScripts(subjects.map(scriptOf)),
  read(outcome, subjects) {
    const sections = outcome.stdout.toString().split(/^=$/m).slice(1);
    return subjects.map(({ name }, index) => read(name, sections[index] ?? ''));
  },
});

function scriptOf({ name, root }: InstalledSubject): Script {
  const where = root === '/' ? [] : ['--root', root];
  const known = /[*?[]/.test(name)
    ? sh`[ -n "$(rpm ${where} -qa -- ${name})" ]`
    : sh`{ rpm ${where} -q -- ${name} || rpm ${where} -q --whatprovides -- ${name}; } >/dev/null 2>&1`;
  const versions = readingsOf(name).map(
    (reading) => sh`rpm ${where} -q --qf ${format} -- ${reading.name} 2>/dev/null || echo none`,
  );
  return joinScripts([sh`echo =; if ${known}; then echo yes; else echo no; fi`, ...versions]);
}

/** Several versions may be there (kernels); the last one is the newest. */
function read(name: string, section: string): Installed {
  const [, flag, ...versions] = section.split('\n');
  const older = readingsOf(name).some(({ version }, index) => {
    const now = versions[index];
    return now !== undefined && now !== '' && now !== 'none' && !now.includes(' ') && isNewer(now, version);
  });
  return { isThere: flag === 'yes', isOlder: older };
}

function isNewer(now: string, wanted: string): boolean {
  const text = wanted.replace(/^\d+:/, '');
  const hasRelease = text.includes('-');
  return compareVersions(hasRelease ? now : (now.split('-')[0] ?? now), text) > 0;
}
