import { sh } from '../shell/script.js';
import { assignmentsOf, type Blocks, type FactFamily, type Facts } from './family.js';

/** Distribution, version and family of distributions. */
export const distribution: FactFamily = {
  name: 'distribution',
  subsets: ['distribution'],
  isMinimal: true,
  provides: ['distribution', 'distribution_*', 'os_family'],
  script: () => sh`show os-release /etc/os-release || show os-release /usr/lib/os-release
show debian /etc/debian_version
show redhat /etc/redhat-release
show alpine /etc/alpine-release
put kernel uname -sr`,
  read(blocks) {
    const release = assignmentsOf(blocks.lines('os-release'));
    if (release.size === 0 && blocks.text('redhat') === '') return unknown(blocks);
    const found = describe(release, blocks);
    const name = String(found['distribution']);
    return { ...found, distribution_file_parsed: true, os_family: families.get(name) ?? name };
  },
};

type Release = ReadonlyMap<string, string>;

function describe(release: Release, blocks: Blocks): Facts {
  const id = release.get('ID') ?? '';
  if (blocks.text('redhat') !== '' && id !== 'opensuse') return redHat(release, blocks.text('redhat'));
  if (id === 'alpine')
    return {
      ...plain('Alpine', blocks.text('alpine') || version(release), 'NA'),
      ...file('/etc/alpine-release', 'Alpine'),
    };
  if (blocks.text('debian') !== '') return debian(release, blocks.text('debian'));
  if (id === 'arch') return { ...plain('Archlinux', 'NA', 'NA'), ...file('/etc/os-release', 'Archlinux') };
  if (id === 'amzn') return { ...plain('Amazon', version(release), 'NA'), ...file('/etc/os-release', 'Amazon') };
  if (/suse|^sle/.test(id)) return suse(release, id);
  const name = release.get('NAME')?.split(' ')[0] ?? id;
  return {
    ...plain(name, version(release), release.get('VERSION_CODENAME') ?? 'NA'),
    ...file('/etc/os-release', 'NA'),
  };
}

function debian(release: Release, debianVersion: string): Facts {
  const id = release.get('ID') ?? 'debian';
  const name = debianNames.get(id) ?? (release.get('NAME') ?? id).split(' ')[0] ?? id;
  const codename = release.get('VERSION_CODENAME') ?? /\(([^)]+)\)/.exec(release.get('VERSION') ?? '')?.[1] ?? 'NA';
  const where = file('/etc/os-release', 'Debian');
  if (id !== 'debian') return { ...plain(name, version(release), codename), ...where };
  // Only debian_version knows the point release; on testing it holds names instead.
  const point = /^\d+(\.\d+)?$/.test(debianVersion) ? debianVersion : (release.get('VERSION_ID') ?? debianVersion);
  const minor = point.split('.')[1];
  return {
    ...plain(name, point, codename),
    ...(minor === undefined ? {} : { distribution_minor_version: minor }),
    ...where,
  };
}

/** `Rocky Linux release 9.3 (Blue Onyx)` and its kin. */
function redHat(release: Release, text: string): Facts {
  const id = release.get('ID') ?? '';
  const name = redHatNames.get(id) ?? text.split(/\s+/)[0] ?? 'RedHat';
  const found = /release\s+(\d[\d.]*)/.exec(text)?.[1] ?? version(release);
  const codename = /\bStream\b/.test(text) ? 'Stream' : (/\(([^)]*)\)/.exec(text)?.[1] ?? '');
  return { ...plain(name, found, codename || 'NA'), ...file('/etc/redhat-release', 'RedHat') };
}

function suse(release: Release, id: string): Facts {
  const name = id.includes('leap')
    ? 'openSUSE Leap'
    : id.includes('tumbleweed')
      ? 'openSUSE Tumbleweed'
      : id.startsWith('sle')
        ? 'SLES'
        : 'openSUSE';
  return {
    ...plain(name, version(release), version(release).split('.')[1] ?? '0'),
    ...file('/etc/os-release', 'SUSE'),
  };
}

function plain(name: string, found: string, codename: string): Facts {
  return {
    distribution: name,
    distribution_version: found,
    distribution_major_version: found.split('.')[0] ?? found,
    distribution_release: codename,
  };
}

function file(path: string, variety: string): Facts {
  return { distribution_file_path: path, distribution_file_variety: variety };
}

function version(release: Release): string {
  return release.get('VERSION_ID') ?? 'NA';
}

function unknown(blocks: Blocks): Facts {
  const [system = 'Linux', kernel = ''] = blocks.text('kernel').split(' ');
  return { ...plain(system, kernel, 'NA'), os_family: system };
}

const debianNames: ReadonlyMap<string, string> = new Map([
  ['debian', 'Debian'],
  ['ubuntu', 'Ubuntu'],
  ['raspbian', 'Debian'],
  ['linuxmint', 'Linux Mint'],
  ['kali', 'Kali'],
  ['devuan', 'Devuan'],
  ['pop', 'Pop!_OS'],
  ['neon', 'KDE neon'],
]);

const redHatNames: ReadonlyMap<string, string> = new Map([
  ['rhel', 'RedHat'],
  ['centos', 'CentOS'],
  ['rocky', 'Rocky'],
  ['almalinux', 'AlmaLinux'],
  ['fedora', 'Fedora'],
  ['ol', 'OracleLinux'],
  ['amzn', 'Amazon'],
  ['scientific', 'Scientific'],
  ['cloudlinux', 'CloudLinux'],
  ['virtuozzo', 'Virtuozzo'],
  ['openEuler', 'openEuler'],
]);

/** The family of each distribution; one that is not here is its own family. */
const families: ReadonlyMap<string, string> = new Map(
  Object.entries({
    RedHat: [
      'RedHat',
      'CentOS',
      'Rocky',
      'AlmaLinux',
      'Fedora',
      'OracleLinux',
      'Amazon',
      'Scientific',
      'CloudLinux',
      'Virtuozzo',
      'openEuler',
    ],
    Debian: ['Debian', 'Ubuntu', 'Linux Mint', 'Kali', 'Devuan', 'Pop!_OS', 'KDE neon'],
    Suse: ['SLES', 'openSUSE', 'openSUSE Leap', 'openSUSE Tumbleweed'],
    Archlinux: ['Archlinux', 'Manjaro'],
    Alpine: ['Alpine'],
  }).flatMap(([family, members]) => members.map((member): [string, string] => [member, family])),
);
