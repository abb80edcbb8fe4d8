import type { SynchronizeArgs } from './arguments.js';

/** What precedes rsync's line about each thing that it changes. */
export const changeMark = '<<CHANGED>>';

/** How rsync reaches the other end: what it logs in with, and what it runs there. */
export interface Passage {
  /** The command of ssh, as one text; rsync splits it at spaces. */
  readonly shell: string | undefined;
  readonly remoteProgram: string | undefined;
}

/** The two ends, as rsync names them. */
export interface Ends {
  readonly src: string;
  readonly dest: string;
}

/** The options of rsync for a task, and the two ends. */
export function rsyncWords(args: SynchronizeArgs, passage: Passage, ends: Ends, isRehearsal: boolean): string[] {
  const links = args.link_dest ?? [];
  return [
    ...(args.delay_updates ? ['--delay-updates', '-F'] : []),
    ...flag('--compress', args.compress),
    ...(args.rsync_timeout === 0 ? [] : [`--timeout=${args.rsync_timeout}`]),
    ...flag('--dry-run', isRehearsal),
    ...flag('--delete-after', args.delete),
    ...flag('--existing', args.existing_only),
    ...flag('--checksum', args.checksum),
    ...flag('--copy-links', args.copy_links),
    ...whatIsKept(args),
    ...flag('--dirs', args.dirs),
    ...(passage.shell === undefined ? [] : [`--rsh=${passage.shell}`]),
    ...(passage.remoteProgram === undefined ? [] : [`--rsync-path=${passage.remoteProgram}`]),
    ...args.rsync_opts,
    ...flag('--partial', args.partial),
    ...(links.length === 0 ? [] : ['-H', '-vv']),
    ...links.map((link) => `--link-dest=${link}`),
    `--out-format=${changeMark}%i %n%L`,
    ends.src,
    ends.dest,
  ];
}

const parts = ['recursive', 'links', 'perms', 'times', 'owner', 'group'] as const;

/** With archive, the parts that are not wanted are left out of it; without, only those that are wanted are in. */
function whatIsKept(args: SynchronizeArgs): string[] {
  if (!args.archive) return parts.flatMap((part) => flag(`--${part}`, args[part] === true));
  return ['--archive', ...parts.flatMap((part) => flag(`--no-${part}`, args[part] === false))];
}

function flag(word: string, isSet: boolean): string[] {
  return isSet ? [word] : [];
}

/** Whether rsync changed anything. Next to linked files it names the unchanged ones too, with a full stop before them. */
export function saysChanged(output: string, { link_dest }: Pick<SynchronizeArgs, 'link_dest'>): boolean {
  return link_dest === undefined || link_dest.length === 0
    ? output.includes(changeMark)
    : !output.includes(`${changeMark}.`);
}
