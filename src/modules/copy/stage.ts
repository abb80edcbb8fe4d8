import { posix } from 'node:path';
import type { PresentPath, Stat } from '../../questions/stat.js';
import { inflow, joinScripts, rawShell, sh, type Script } from '../../shell/script.js';
import type { AttributeValues } from '../files/arguments.js';
import { chmod } from '../files/differences.js';
import { byKey, chunks } from './grouped.js';
import { tarBytes, type TarMember } from './tar.js';
import type { TreeFile } from './tree-entry.js';

/** A file that goes into its place by way of the stage. */
export interface StagedFile {
  readonly path: string;
  readonly from: TreeFile['from'];
  readonly permissions: number;
  readonly now: Stat;
}

export interface Stage {
  readonly files: readonly StagedFile[];
  /** A directory on the file system that the files go to. */
  readonly root: string;
  readonly wanted: Pick<AttributeValues, 'owner' | 'group'>;
}

/** A file with the number of its directory on the stage. */
interface Numbered extends StagedFile {
  readonly directory: number;
}

// The stage is private, so nobody sees a file before it has its owner and mode.
const begin = rawShell(`stage=
trap 'if [ -n "$stage" ]; then rm -rf -- "$stage"; fi' EXIT
trap 'exit 1' HUP INT TERM
`);

/**
 * Puts many files in place with a few processes: they are made in a private directory beside their place, one folder there
 * for each directory they go to, get owner and mode, and are renamed into place folder by folder. Files that are replaced
 * hand on their owner, mode, ACL and extended attributes.
 */
export function stageScript({ files, root, wanted }: Stage): Script {
  const directories = [...new Set(files.map(({ path }) => posix.dirname(path)))];
  const numbers = new Map(directories.map((directory, index) => [directory, index]));
  const numbered = files.map((file) => ({ ...file, directory: numbers.get(posix.dirname(file.path)) ?? 0 }));
  const folders = directories.map((_, index) => staged(index));
  return joinScripts([
    sh`${begin}stage=$(umask 077; mktemp -d ${`${explicit(root)}/.provision.XXXXXX`}) || exit`,
    ...chunks(folders).map((some) => sh`mkdir -- ${some} || exit`),
    ...fill(numbered),
    ...attributes(numbered, directories, wanted),
    ...byDirectory(
      numbered,
      (some, index) => sh`mv -f -- ${some.map(place)} ${`${explicit(directories[index] ?? '')}/`} || exit`,
    ),
  ]);
}

function fill(files: readonly Numbered[]): Script[] {
  const members = files.flatMap((file): TarMember[] =>
    'local' in file.from
      ? [
          {
            name: `${file.directory}/${posix.basename(file.path)}`,
            permissions: file.permissions,
            content: file.from.local,
          },
        ]
      : [],
  );
  const copies = byDirectory(
    files.filter(({ from }) => 'path' in from),
    (some, index) =>
      sh`cp -- ${some.map(({ from }) => ('path' in from ? explicit(from.path) : ''))} ${staged(index)}/ || exit`,
  );
  if (members.length === 0) return copies;
  // The time is the target's (-m). tar may stop at the archive's end before it has read all of it.
  const unpack = sh`${inflow(tarBytes(members))} | { tar -x -p -o -m -f - -C "$stage" && cat >/dev/null; } || exit`;
  return [unpack, ...copies];
}

function attributes(
  files: readonly Numbered[],
  directories: readonly string[],
  { owner, group }: Stage['wanted'],
): Script[] {
  const replaced = files.filter((file): file is Numbered & { now: PresentPath } => isReplaced(file.now));
  const fresh = files.filter(({ now }) => !isReplaced(now));
  const isOwned = owner !== undefined || group !== undefined;
  // cp changes the mode of what it replaces, chown takes setuid away, and what cp made follows the umask.
  const moded = files.filter(
    ({ now, from, permissions }) => isReplaced(now) || 'path' in from || (isOwned && (permissions & 0o6000) !== 0),
  );
  return [
    ...byDirectory(
      replaced,
      (some, index) =>
        sh`cp --attributes-only --preserve=all --no-preserve=timestamps -- ${some.map(({ path }) => explicit(path))} ${staged(index)}/ 2>/dev/null`,
    ),
    ...byKey(
      replaced,
      ({ now }) => `${now.uid}:${now.gid}`,
      (some, keep) => sh`chown ${keep} ${some.map(place)} 2>/dev/null`,
    ),
    ...secondContexts(fresh, directories),
    ...(owner === undefined ? [] : [sh`chown -R -- ${owner} "$stage"/* || exit`]),
    ...(group === undefined ? [] : [sh`chgrp -R -- ${group} "$stage"/* || exit`]),
    ...byKey(
      moded,
      ({ permissions }) => String(permissions),
      (some, permissions) => sh`${chmod(some.map(place), Number(permissions))} || exit`,
    ),
  ];
}

/** SELinux gives a new file the type of the directory it is made in, which the stage is not. */
function secondContexts(files: readonly Numbered[], directories: readonly string[]): Script[] {
  const scripts = byDirectory(
    files,
    (some, index) => sh`chcon --reference=${explicit(directories[index] ?? '')} -- ${some.map(place)}`,
  );
  if (scripts.length === 0) return [];
  return [
    sh`if command -v selinuxenabled >/dev/null && selinuxenabled; then
${joinScripts(scripts)}
fi`,
  ];
}

function isReplaced(now: Stat): now is PresentPath {
  return now.exists && now.kind === 'file';
}

function place({ directory, path }: Numbered): Script {
  return sh`${staged(directory)}/${posix.basename(path)}`;
}

function staged(directory: number): Script {
  return sh`"$stage"/${directory}`;
}

/** A path that no program takes for an option. */
function explicit(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/** What is made of the files of a directory, so many at once. */
function byDirectory<File extends Numbered>(
  files: readonly File[],
  make: (some: readonly File[], directory: number) => Script,
): Script[] {
  return byKey(
    files,
    ({ directory }) => String(directory),
    (some, directory) => make(some, Number(directory)),
  );
}
