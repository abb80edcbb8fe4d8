import { joinScripts, rawShell, sh, type Script, type ShellValue } from '../../shell/script.js';
import type { PresentPath } from '../../questions/stat.js';
import type { AttributeValues } from './arguments.js';
import { modeText, permissionsAfter } from './mode.js';

/** One attribute that is not as wanted, and the script that mends it. */
export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly run: Script;
}

/** Owner, group and mode that differ from what the task sets. A link that is not followed has no mode of its own. */
export function differencesOf(
  path: string,
  wanted: Pick<AttributeValues, 'owner' | 'group' | 'mode'>,
  now: PresentPath,
): Difference[] {
  const isLink = now.kind === 'link';
  const differences: Difference[] = [];
  const { owner, group, mode } = wanted;
  const option = rawShell(isLink ? '-h ' : '');
  if (owner !== undefined && owner !== now.owner && owner !== String(now.uid)) {
    differences.push({
      name: 'owner',
      before: now.owner ?? String(now.uid),
      after: owner,
      run: sh`chown ${option}-- ${owner} ${path}`,
    });
  }
  if (group !== undefined && group !== now.group && group !== String(now.gid)) {
    differences.push({
      name: 'group',
      before: now.group ?? String(now.gid),
      after: group,
      run: sh`chgrp ${option}-- ${group} ${path}`,
    });
  }
  const permissions = isLink ? now.permissions : wantedPermissions(mode, now);
  // A change of owner clears setuid and setgid, so the mode is set again after it.
  if (permissions !== now.permissions || (differences.length > 0 && (permissions & 0o6000) !== 0 && !isLink)) {
    differences.push({
      name: 'mode',
      before: modeText(now.permissions),
      after: modeText(permissions),
      run: chmod(path, permissions),
    });
  }
  return differences;
}

/** The permissions that `mode` means for what is there now. */
export function wantedPermissions(mode: string | undefined, now: PresentPath): number {
  if (mode === undefined) return now.permissions;
  return permissionsAfter(mode, {
    permissions: now.permissions,
    isDirectory: now.kind === 'directory',
    umask: now.umask,
  });
}

/** Sets permissions. Octal digits alone would leave a directory's setuid and setgid as they are: leading zeros make them count. */
export function chmod(paths: ShellValue, permissions: number): Script {
  return sh`chmod ${`0${modeText(permissions).padStart(5, '0')}`} -- ${paths}`;
}

/** Differences for people: names, and the values before and after. */
export function describeDifferences(differences: readonly Pick<Difference, 'name' | 'before' | 'after'>[]): {
  readonly what: string;
  readonly before: string;
  readonly after: string;
} {
  return {
    what: differences.map(({ name }) => name).join(', '),
    before: differences.map(({ before }) => before).join(', '),
    after: differences.map(({ after }) => after).join(', '),
  };
}

/** The two sides of a diff of attributes. */
export function attributeDiff(
  path: string,
  differences: readonly Difference[],
): { before: Record<string, string>; after: Record<string, string> } {
  return {
    before: { path, ...Object.fromEntries(differences.map(({ name, before }) => [name, before])) },
    after: { path, ...Object.fromEntries(differences.map(({ name, after }) => [name, after])) },
  };
}

/** Several scripts of which each must succeed. */
export function allOf(scripts: readonly Script[]): Script {
  return joinScripts(scripts, ' &&\n');
}
