import { rawShell, attach, sh, type Script } from '../../shell/script.js';

export const formats = ['bz2', 'gz', 'tar', 'xz', 'zip'] as const;
export type Format = (typeof formats)[number];

/** What is packed: a single file compressed, or names below a directory in an archive. */
export interface Packing {
  readonly format: Format;
  readonly dest: string;
  readonly content:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'names'; readonly root: string; readonly names: readonly string[] };
}

const missing = 97;
const compressors = { bz2: 'bzip2', gz: 'gzip', xz: 'xz' } as const;

/** The programs that a target must have for a format. */
export function programsFor({ format, content }: Packing): readonly string[] {
  if (format === 'zip') return ['zip', 'unzip'];
  const packer = content.kind === 'names' ? ['tar'] : [];
  return format === 'tar' ? packer : [...packer, compressors[format]];
}

/** Ends with this status, and the program's name on standard error, when the target lacks one. */
function need(packing: Packing): Script {
  return sh`for program in ${programsFor(packing)}; do command -v "$program" >/dev/null || { echo "$program" >&2; exit ${rawShell(String(missing))}; }; done`;
}

/** The name of the program that the target lacks, by how a script of this file ended. */
export function findMissing({
  status,
  stderr,
}: {
  readonly status: number;
  readonly stderr: Buffer;
}): string | undefined {
  return status === missing ? stderr.toString().trim().split('\n').at(-1) : undefined;
}

/** Prints the bytes before they are compressed. */
function plainStream({ content }: Packing): Script {
  if (content.kind === 'file') return sh`cat -- ${content.path}`;
  const { root, names } = content;
  const list = attach(Buffer.from(names.map((name) => `${name}\0`).join('')));
  const lines = attach(Buffer.from(names.map((name) => `${name}\n`).join('')));
  return sh`( cd -- ${root || '.'} && if tar --version 2>/dev/null | grep -q GNU
then tar -c --null --no-recursion --verbatim-files-from -T ${list} -f -
else tar -c --no-recursion -T ${lines} -f -; fi )`;
}

/** Writes the archive into the file that \`$1\` names. */
export function packInto(packing: Packing): Script {
  const { format, content } = packing;
  if (format === 'zip') return sh`${need(packing)}\n${zipInto(packing)}`;
  const compress = format === 'tar' ? sh`cat` : sh`${compressors[format]} -c`;
  if (content.kind === 'file') return sh`${need(packing)}\n${compress} <${content.path} >"$1"`;
  return sh`${need(packing)}
{ ${plainStream(packing)} || echo failed >"$1.failed"; } | ${compress} >"$1"
[ ! -e "$1.failed" ] || { rm -f -- "$1.failed"; false; }`;
}

/** zip makes a file of its own name only, and only where none is. */
function zipInto({ content }: Packing): Script {
  const { root, names } = content.kind === 'names' ? content : { root: '', names: [] };
  const list = attach(Buffer.from(names.map((name) => `${name}\n`).join('')));
  return sh`work=$(mktemp -d) || return
( cd -- ${root || '.'} && ${names.length === 0 ? emptyZip : sh`zip -q -X "$work/made.zip" -@ <${list}`} ) && cp -- "$work/made.zip" "$1"
result=$?; rm -rf -- "$work"; [ "$result" = 0 ]`;
}

/** An archive without members is no more than the end of a directory. */
const emptyZip = rawShell(
  `printf 'PK\\005\\006\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0' >"$work/made.zip"`,
);

/** Ends with 0 when the file at \`dest\` holds what packing would put there. */
export function isUpToDate(packing: Packing): Script {
  const { format, dest } = packing;
  if (format === 'zip')
    return sh`${need(packing)}
scratch=$(mktemp -d) || exit
trap 'rm -rf -- "$scratch"' EXIT
pack() { ${packInto(packing)}
}
pack "$scratch/new" || exit
unzip -v "$scratch/new" | sed 1d >"$scratch/one"; unzip -v ${dest} 2>/dev/null | sed 1d >"$scratch/two"
cmp -s "$scratch/one" "$scratch/two"`;
  const open = format === 'tar' ? sh`cat -- ${dest}` : sh`${compressors[format]} -dc <${dest} 2>/dev/null`;
  return sh`${need(packing)}
pipe=$(mktemp -d) || exit
trap 'rm -rf -- "$pipe"' EXIT
mkfifo "$pipe/new" || exit
{ ${plainStream(packing)}; } >"$pipe/new" 2>/dev/null &
${open} | cmp -s - "$pipe/new"`;
}
