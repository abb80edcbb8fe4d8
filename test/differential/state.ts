import { caseDirectory, type Case } from './case.js';

/** A script that prints what the machine looks like: the files of a case, and what its commands say. POSIX sh, no GNU. */
export function stateScriptOf({ name, state }: Pick<Case, 'name' | 'state'>): string {
  const paths = [caseDirectory(name), ...state.filter((entry) => entry.startsWith('/'))];
  const commands = state.filter((entry) => !entry.startsWith('/'));
  const lines = [
    'exec 2>/dev/null </dev/null',
    ...paths.map((path) => `set -- "$@" ${path}`),
    '{',
    `find "$@" -exec stat -c 'file %A %U %G %h %Y %n' {} +`,
    `find "$@" -type l -exec sh -c 'for link; do echo "link $link -> $(readlink "$link")"; done' sh {} +`,
    `find "$@" -type f -exec sha256sum {} +`,
    `find "$@" -type f -size -8 -exec awk '{ print FILENAME ":" FNR ": " $0 }' {} +`,
    ...commands.map((command) => `{ ${command}\n} | awk -v c=${quote(command)} '{ print c ": " $0 }'`),
    '} | cat -v',
  ];
  return `${lines.join('\n')}\n`;
}

/** Seconds since 1970; what is older was set on purpose and is told, what is younger is the time of the run. */
const oldest = 1_600_000_000;

/** What the script printed, as a sorted list that two runs have in common. */
export function readState(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  return lines.map(comparableLine).sort();
}

/** Link counts of directories depend on the file system. */
function comparableLine(line: string): string {
  const file = /^file (\S+) (\S+) (\S+) (\d+) (\d+) (.*)$/.exec(line);
  if (!file) return line;
  const [, mode = '', user = '', group = '', links = '', modified = '', path = ''] = file;
  const shownLinks = mode.startsWith('d') ? '' : ` links=${links}`;
  const shownTime = Number(modified) < oldest ? ` modified=${modified}` : '';
  return `file ${path} ${mode} ${user} ${group}${shownLinks}${shownTime}`;
}

/** How one state became the next: `- line` for what went, `+ line` for what came. */
export function changesOf(before: readonly string[], after: readonly string[]): string[] {
  const missing = (lines: readonly string[], from: readonly string[]): string[] =>
    lines.filter((line) => !from.includes(line));
  return [...missing(before, after).map((line) => `- ${line}`), ...missing(after, before).map((line) => `+ ${line}`)];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replaceAll('\\', '\\\\')}'`;
}
