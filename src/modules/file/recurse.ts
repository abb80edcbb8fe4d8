import { ask, change, type Conversation } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { joinScripts, rawShell, sh, type Script } from '../../shell/script.js';
import type { AttributeValues } from '../files/arguments.js';
import { allOf } from '../files/differences.js';
import { permissionsAfter } from '../files/mode.js';

/** One kind of thing that occurs in a directory: what it is, its mode, and whose it is. */
interface Occurrence {
  readonly isDirectory: boolean;
  readonly isLink: boolean;
  readonly permissions: string;
  readonly uid: string;
  readonly owner: string;
  readonly gid: string;
  readonly group: string;
}

type Wanted = Pick<AttributeValues, 'owner' | 'group' | 'mode'> & { readonly follow: boolean };

/** Sets owner, group and mode of everything in a directory. Only the kinds that occur are asked for, however many files there are. */
export function* applyToContent(directory: string, wanted: Wanted, umask: number): Conversation<boolean> {
  const { found } = yield* ask({ found: occurrences(directory, wanted.follow) });
  const scripts = [...ownerScripts(directory, wanted, found), ...modeScripts(directory, wanted, found, umask)];
  if (scripts.length === 0) return false;
  yield* change({ what: 'attributes of the content', after: directory, run: allOf(scripts) });
  return true;
}

function occurrences(directory: string, follow: boolean): Question<readonly Occurrence[]> {
  const format = '%F|%a|%u|%U|%g|%G';
  const reached = sh`${find(directory, follow)} -exec stat${rawShell(follow ? ' -L' : '')} -c ${format} -- {} +`;
  // Links have owners of their own, also when what they lead to is meant.
  const links = follow ? sh`; ${linksIn(directory)} -exec stat -c ${format} -- {} +` : rawShell('');
  const script = sh`{ ${reached}${links}; } 2>/dev/null | sort -u`;
  return probe(script, ({ stdout }) =>
    stdout
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [kind = '', permissions = '', uid = '', owner = '', gid = '', group = ''] = line.split('|');
        return {
          isDirectory: kind === 'directory',
          isLink: kind === 'symbolic link',
          permissions,
          uid,
          owner,
          gid,
          group,
        };
      }),
  );
}

/** `find` over the content; what links lead to is meant when they are followed. */
function find(directory: string, follow: boolean): Script {
  return sh`find ${rawShell(follow ? '-L ' : '')}${directory.startsWith('-') ? `./${directory}` : directory} -mindepth 1`;
}

/** The links of the content themselves. */
function linksIn(directory: string): Script {
  return sh`${find(directory, false)} -type l`;
}

function ownerScripts(directory: string, { owner, group, follow }: Wanted, found: readonly Occurrence[]): Script[] {
  const isOwned = owner === undefined || found.every((one) => one.owner === owner || one.uid === owner);
  const isGrouped = group === undefined || found.every((one) => one.group === group || one.gid === group);
  const change = (program: Script, name: string): Script[] =>
    follow
      ? [
          sh`${find(directory, true)} -exec ${program} -- ${name} {} +`,
          sh`${linksIn(directory)} -exec ${program} -h -- ${name} {} +`,
        ]
      : [sh`${find(directory, false)} -exec ${program} -h -- ${name} {} +`];
  return [...(isOwned ? [] : change(rawShell('chown'), owner)), ...(isGrouped ? [] : change(rawShell('chgrp'), group))];
}

function modeScripts(
  directory: string,
  { mode, follow }: Wanted,
  found: readonly Occurrence[],
  umask: number,
): Script[] {
  if (mode === undefined) return [];
  const seen = new Map<string, Script>();
  // Inner paths first: a directory that loses its search permission must be done with by then.
  for (const { isDirectory, isLink, permissions } of found) {
    const before = Number.parseInt(permissions, 8);
    const after = permissionsAfter(mode, { permissions: before, isDirectory, umask });
    if (isLink || after === before) continue;
    const type = rawShell(isDirectory ? '-type d' : '! -type d ! -type l');
    const octal = `00${after.toString(8).padStart(4, '0')}`;
    const run = sh`-depth ${type} -perm ${permissions.padStart(4, '0')} -exec chmod ${octal} -- {} +`;
    seen.set(run.toString(), joinScripts([find(directory, follow), run], ' '));
  }
  return [...seen.values()];
}
