import { posix } from 'node:path';
import { sh, type Script } from '../../shell/script.js';
import type { AttributeValues } from '../files/arguments.js';
import { chmod, differencesOf } from '../files/differences.js';
import { modeText } from '../files/mode.js';
import type { ComparedEntry } from './compare-tree.js';
import { byKey, chunks } from './grouped.js';

/** Scripts that mend many paths, a process for each different thing there is to mend. */
export interface Mending {
  /** How many paths are not as wanted. */
  readonly count: number;
  readonly scripts: readonly Script[];
}

type Wanted = Pick<AttributeValues, 'owner' | 'group' | 'mode'>;

/** Makes the directories that are missing, and mends the others. */
export function mendDirectories(compared: readonly ComparedEntry[], wanted: Wanted): Mending {
  const directories = compared.filter(({ entry }) => entry.kind === 'directory');
  const missing = directories.filter(({ now }) => !now.exists);
  const there = mendAttributes(directories, wanted);
  return { count: missing.length + there.count, scripts: [...makeDirectories(missing, wanted), ...there.scripts] };
}

/** Owner, group and mode of what is there. `mode: preserve` means the mode of the source. */
export function mendAttributes(compared: readonly ComparedEntry[], wanted: Wanted): Mending {
  const found = compared.flatMap(({ entry, path, now }) =>
    now.exists
      ? differencesOf(path, { ...wanted, mode: modeFor(entry, wanted.mode) }, now).map((one) => ({ ...one, path }))
      : [],
  );
  // In the order of a single path: a change of owner clears bits of the mode.
  const scripts = ['owner', 'group', 'mode'].flatMap((name) =>
    byKey(
      found.filter((difference) => difference.name === name),
      ({ after }) => after,
      (some, after) =>
        commandFor(
          name,
          after,
          some.map(({ path }) => path),
        ),
    ),
  );
  return { count: new Set(found.map(({ path }) => path)).size, scripts };
}

/** The mode that a task gives an entry. */
export function modeFor(
  { permissions }: { readonly permissions: number },
  mode: string | undefined,
): string | undefined {
  return mode === 'preserve' ? modeText(permissions) : mode;
}

function commandFor(name: string, after: string, paths: readonly string[]): Script {
  if (name === 'owner') return sh`chown -- ${after} ${paths} || exit`;
  if (name === 'group') return sh`chgrp -- ${after} ${paths} || exit`;
  return sh`${chmod(paths, Number.parseInt(after, 8))} || exit`;
}

function makeDirectories(missing: readonly ComparedEntry[], { owner, group, mode }: Wanted): Script[] {
  const owned = chunks(missing.map(({ path }) => path)).flatMap((paths) => [
    sh`mkdir -p -- ${paths} || exit`,
    ...(owner === undefined ? [] : [sh`chown -- ${owner} ${paths} || exit`]),
    ...(group === undefined ? [] : [sh`chgrp -- ${group} ${paths} || exit`]),
  ]);
  const moded = byKey(
    missing.filter(() => mode !== undefined),
    ({ entry }) => modeFor(entry, mode) ?? '',
    (some, wanted) => sh`chmod ${wanted} -- ${some.map(({ path }) => path)} || exit`,
  );
  return [...owned, ...moded];
}

/** Missing directories above a new root have its owner and mode too. */
export function directoriesAbove(compared: readonly ComparedEntry[], root: string, wanted: Wanted): Script[] {
  const { owner, group, mode } = wanted;
  const isThere = compared.some(({ path, now }) => path === root && now.exists);
  if (isThere || (owner ?? group ?? mode) === undefined) return [];
  const directory = posix.dirname(root.startsWith('-') ? `./${root}` : root);
  return [
    sh`( set --
above=${directory}
until [ -d "$above" ]; do set -- "$above" "$@"; above=$(dirname "$above"); done
[ $# -gt 0 ] || exit 0
mkdir -p -- "$@" || exit
${[
  ...(owner === undefined ? [] : [sh`chown -- ${owner} "$@" || exit`]),
  ...(group === undefined ? [] : [sh`chgrp -- ${group} "$@" || exit`]),
  ...(mode === undefined ? [] : [sh`chmod ${mode} -- "$@" || exit`]),
].reduce(
  (all, one) => sh`${all}${one}
`,
  sh``,
)}) || exit`,
  ];
}
