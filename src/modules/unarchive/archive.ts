import { ProvisionError } from '../../base/errors.js';
import { fail } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { rawShell, sh, type Script } from '../../shell/script.js';

/** How one kind of archive is looked at and unpacked by the target's own programs. */
export interface Archive {
  /** Ansible's name for the handler. */
  readonly handler: string;
  /** Lists the members, and the differences between them and what is in the directory. */
  readonly examine: Script;
  readonly extract: Script;
  /** Which lines about a member tell of a real difference. */
  isDifference(line: string): boolean;
}

export interface ArchiveOptions {
  readonly isZip: boolean;
  /** One word of sh: the archive's path on the target. */
  readonly archive: Script;
  readonly dest: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly extra: readonly string[];
  readonly keepNewer: boolean;
  /** Owner, group or mode that the task sets by itself afterwards: the archive's own do not count. */
  readonly sets: { readonly owner: boolean; readonly group: boolean; readonly mode: boolean };
  readonly isRoot: boolean;
}

/** What an archive holds, and whether the directory has all of it. */
export interface Examination {
  readonly members: readonly string[];
  readonly differences: readonly string[];
}

export function archiveOf(name: string, options: ArchiveOptions): Archive {
  return options.isZip ? zipArchive(options) : tarArchive(name, options);
}

/** Asks what is in the archive. `identity` tells archives of the same size apart. */
export function examination(archive: Archive, identity: string): Question<Examination> {
  return probe(sh`: ${identity}\n${archive.examine}`, ({ status, stdout, stderr }) => {
    if (status === 126)
      throw new ProvisionError('E0504', stderr.toString().trim(), {
        hint: 'install it on the target in a task before this one',
      });
    const [members = '', differences = ''] = stdout.toString().split('\0');
    if (status !== 0)
      fail(`Unable to list files in the archive: ${stderr.toString().trim() || `exit status ${status}`}`, {
        rc: status,
        stderr: stderr.toString(),
      });
    const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
    return { members: lines(members), differences: lines(differences).filter((line) => archive.isDifference(line)) };
  });
}

function need(program: string, test: Script): Script {
  return sh`${test} || { echo ${`Unable to find required ${program} binary in the path.`} >&2; exit 126; }\n`;
}

function tarArchive(name: string, options: ArchiveOptions): Archive {
  const { archive, dest, include, exclude, extra, keepNewer, sets, isRoot } = options;
  const chosen = sh`${exclude.map((pattern) => `--exclude=${pattern}`)} ${extra}`;
  const members = sh`-- ${include}`;
  const gnu = need(
    "'gtar' or 'tar'",
    rawShell('tar=$(command -v gtar || command -v tar) && "$tar" --version 2>/dev/null | grep -q GNU'),
  );
  return {
    handler: handlerOf(name),
    examine: sh`export LC_ALL=C
${gnu}"$tar" --quoting-style=literal --show-transformed-names -tf ${archive} ${chosen} ${members} || exit
printf '\\0'
"$tar" --diff -f ${archive} -C ${dest} ${chosen} ${members} 2>&1 || [ $? = 1 ] || [ $? = 2 ]`,
    extract: sh`"$(command -v gtar || command -v tar)" -x -f ${archive} -C ${dest} ${keepNewer ? ['--keep-newer-files'] : []} ${chosen} ${members}`,
    isDifference(line) {
      // A member whose name is stripped away altogether is not unpacked.
      if (/^\S*tar: : /.test(line)) return false;
      if (/: (Mode|mode) differs$/.test(line)) return !sets.mode;
      if (/: Uid differs$/.test(line)) return isRoot && !sets.owner;
      if (/: Gid differs$/.test(line)) return isRoot && !sets.group;
      return / differs$|: Contents differ$|: Warning: Cannot |: Cannot (stat|open)|: File type differs|No such file|Not linked to|Symlink differs/.test(
        line,
      );
    },
  };
}

function handlerOf(name: string): string {
  if (/\.(tar\.)?(bz2|tbz2?)$|\.tbz2?$/i.test(name)) return 'TarBzipArchive';
  if (/\.(tar\.xz|txz)$/i.test(name)) return 'TarXzArchive';
  if (/\.(tar\.zst|tzst)$/i.test(name)) return 'TarZstdArchive';
  return /\.tar$/i.test(name) ? 'TarArchive' : 'TgzArchive';
}

/** unzip cannot compare: the archive is unpacked into a private directory, and the files are compared there. */
function zipArchive({ archive, dest, include, exclude, extra, keepNewer }: ArchiveOptions): Archive {
  const chosen = sh`${include} ${exclude.length === 0 ? [] : ['-x', ...exclude]}`;
  const unzip = need("'unzip' or 'zipinfo'", rawShell('command -v unzip >/dev/null'));
  return {
    handler: 'ZipArchive',
    examine: sh`${unzip}unzip -Z1 ${archive} ${chosen} || exit
printf '\\0'
scratch=$(mktemp -d) || exit
trap 'rm -rf -- "$scratch"' EXIT
unzip -q -o ${extra} ${archive} ${chosen} -d "$scratch" || exit
cd "$scratch" && find . -mindepth 1 -exec sh -c 'dest=$1; shift
for member do
  if [ -d "$member" ]; then [ -d "$dest/$member" ] || printf "%s differs\\n" "$member"
  else cmp -s -- "$member" "$dest/$member" || printf "%s differs\\n" "$member"; fi
done' sh ${dest} {} +`,
    extract: sh`unzip -q ${keepNewer ? '-u' : '-o'} ${extra} ${archive} ${chosen} -d ${dest}`,
    isDifference: () => true,
  };
}
