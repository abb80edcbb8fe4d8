import { probe, type Question } from '../../questions/question.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import { OutputReader } from '../../questions/output-reader.js';
import { systemPath } from '../programs/path.js';

/** A place that tells of mounts: a file, or the program `mount`. */
export interface MountSource {
  readonly name: string;
  /** The file that it is in the end: several names may lead to one. */
  readonly resolved: string;
  readonly isProgram: boolean;
  readonly text: string;
}

/** A line about a mount. */
export interface MountEntry {
  readonly source: string;
  /** The line as it is. */
  readonly line: string;
  readonly device: string;
  readonly mount: string;
  readonly fstype: string;
  readonly options: string;
  readonly dump?: number;
  readonly passno?: number;
}

/** The files of each kind: what is mounted now, and what shall be. */
const dynamic: readonly string[] = ['/etc/mtab', '/proc/mounts', '/etc/mnttab'];
const fixed: readonly string[] = ['/etc/fstab', '/etc/vfstab'];

/** The names of the sources in order, the words for groups of them spelled out. `*` stands for the program as a last resort. */
export function sourceNames(sources: readonly string[] | undefined): string[] {
  const names = (sources ?? ['all']).flatMap((name): readonly string[] => {
    if (name === 'all') return [...dynamic, '*', ...fixed];
    if (name === 'dynamic') return [...dynamic, '*'];
    return name === 'static' ? fixed : [name];
  });
  return [...new Set(names)];
}

const late = 124;

/** What the sources say; the program is run where it is named, or where no file tells what is mounted. */
export function mountSources(
  names: readonly string[],
  { program, timeout }: { readonly program: string | undefined; readonly timeout: number | undefined },
): Question<readonly (MountSource | 'missing program' | 'late program')[]> {
  const limit = timeout === undefined ? [] : ['timeout', String(timeout)];
  const run = sh`echo p; command -v ${program ?? ''} || echo; text=$(${limit} ${program ?? 'false'} 2>/dev/null; echo $?); printf '%s\\0' "$text"`;
  const scripts = names.map((name): Script => {
    if (name === '*') return program === undefined ? sh`` : sh`[ -n "$found" ] || { ${run}; }`;
    if (name === program) return run;
    const isDynamic = dynamic.includes(name) ? sh`found=y; ` : sh``;
    return sh`if [ -s ${name} ] || [ -n "$(head -c 1 -- ${name} 2>/dev/null)" ]; then ${isDynamic}echo ${`f${name}`}; readlink -f -- ${name}; text=$(cat -- ${name}); printf '%s\\0' "$text"; fi`;
  });
  const script = joinScripts([sh`${systemPath} found=`, ...scripts]);
  return probe(script, ({ stdout }) => {
    const reader = new OutputReader(stdout, 'mounts');
    const found: (MountSource | 'missing program' | 'late program')[] = [];
    while (reader.rest().length > 0) {
      const head = reader.line();
      const resolved = reader.line();
      const text = reader.text();
      if (head !== 'p') found.push({ name: head.slice(1), resolved, isProgram: false, text });
      else if (resolved === '') found.push('missing program');
      else if (text.endsWith(String(late))) found.push('late program');
      else found.push({ name: program ?? '', resolved, isProgram: true, text: text.replace(/\n?\d+$/, '') });
    }
    return found;
  });
}

/** The mounts that the sources tell of; a file is read once, by its first name. */
export function readSources(sources: readonly MountSource[]): MountEntry[] {
  const first = sources.filter(
    ({ resolved }, index) => sources.findIndex((other) => sameFile(other.resolved, resolved)) === index,
  );
  return first.flatMap(({ name, isProgram, text }) =>
    text.split('\n').flatMap((line) => (isProgram ? readPrinted : readTable)(name, line)),
  );
}

/** `/proc/self/mounts` is another file for each process that looks. */
function sameFile(one: string, other: string): boolean {
  const plain = (path: string): string => path.replace(/^\/proc\/\d+\//, '/proc/self/');
  return plain(one) === plain(other);
}

function readTable(source: string, line: string): MountEntry[] {
  const [device = '', mount, fstype = '', options = '', dump = '0', passno = '0'] = line.trim().split(/\s+/);
  if (device.startsWith('#') || mount === undefined) return [];
  const numbers = { dump: Number(dump), passno: Number(passno) };
  return [{ source, line, device: unescape(device), mount: unescape(mount), fstype, options, ...numbers }];
}

/** `/dev/sda1 on / type ext4 (rw,relatime)` */
function readPrinted(source: string, line: string): MountEntry[] {
  const [, device, mount = '', fstype = '', options = ''] = /^(.*?) on (.*?) type (\S+) \((.*)\)/.exec(line) ?? [];
  return device === undefined ? [] : [{ source, line, device, mount, fstype, options }];
}

/** The kernel and fstab write blanks and the like in octal. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
