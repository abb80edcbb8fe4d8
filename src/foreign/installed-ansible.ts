import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** An ansible-core of the controller: what its Python modules need is sent from there. */
export interface InstalledAnsible {
  /** The directory of the package `ansible`. */
  readonly ansible: string;
  /** The directory that holds it, and perhaps `ansible_collections`. */
  readonly sitePackages: string;
  readonly version: string;
}

interface Places {
  /** `--python-modules`: the package, or the directory that holds it. */
  readonly named?: string | undefined;
  /** Directories that hold `ansible_collections`: an ansible-core may lie beside them. */
  readonly collections: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Finds an installed ansible-core without running any Python: the one named, or that beside the collections, or of the programs on the search path. */
export function findInstalledAnsible({ named, collections, environment }: Places): InstalledAnsible | undefined {
  if (named !== undefined) return at(named) ?? at(dirname(named), named);
  for (const directory of [...collections, ...candidates(environment)]) {
    const found = at(directory);
    if (found) return found;
  }
  return undefined;
}

function* candidates(environment: Places['environment']): Generator<string> {
  const home = environment['HOME'];
  const prefixes = [
    ...(environment['VIRTUAL_ENV'] ? [environment['VIRTUAL_ENV']] : []),
    ...(environment['PATH'] ?? '')
      .split(':')
      .filter(Boolean)
      .map((directory) => dirname(directory)),
    ...(home ? [join(home, '.local'), ...childrenOf(join(home, '.local/share/pipx/venvs'))] : []),
    ...childrenOf('/opt/pipx/venvs'),
  ];
  for (const prefix of new Set(prefixes)) {
    for (const version of childrenOf(join(prefix, 'lib'), /^python3/))
      for (const packages of ['site-packages', 'dist-packages']) yield join(version, packages);
  }
}

function at(sitePackages: string, ansible = join(sitePackages, 'ansible')): InstalledAnsible | undefined {
  const release = join(ansible, 'release.py');
  if (!existsSync(join(ansible, 'module_utils', 'basic.py')) || !existsSync(release)) return undefined;
  const version = /^__version__ = ['"]([^'"]*)['"]/m.exec(readFileSync(release, 'utf8'))?.[1] ?? '';
  return { ansible, sitePackages, version };
}

function childrenOf(directory: string, name = /^[^.]/): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((child) => name.test(child))
    .map((child) => join(directory, child));
}
