import { joinScripts, rawShell, sh, type Script } from '../../shell/script.js';
import { toText } from '../../values/repr.js';
import type { GitArgs } from './arguments.js';

/** The functions that find out what a version is on the server: `branch`, `tag` or neither, which leaves a commit. */
const define = rawShell(`look() {
  refs=$("$git" ls-remote --symref "$1" HEAD "refs/heads/$version" "refs/tags/$version") || exit
  tab=$(printf '\\t'); branch= tag=
  if [ "$version" = HEAD ]; then
    branch=$(printf '%s\\n' "$refs" | sed -n "s,^ref: refs/heads/\\(.*\\)\${tab}HEAD$,\\1,p" | head -n 1)
    [ -n "$branch" ] || version=$(printf '%s\\n' "$refs" | sed -n "s,\${tab}HEAD$,,p" | tail -n 1)
  elif printf '%s\\n' "$refs" | grep -qF "\${tab}refs/heads/$version"; then branch=$version
  elif printf '%s\\n' "$refs" | grep -qF "\${tab}refs/tags/$version"; then tag=$version; fi
}
switch() {
  if [ -n "$branch" ]; then
    if "$git" show-ref --verify --quiet "refs/heads/$branch"; then "$git" checkout -q --force "$branch" --
    else "$git" checkout -q --force --track -b "$branch" "refs/remotes/$remote/$branch" 2>/dev/null ||
      "$git" checkout -q --force -b "$branch" "refs/remotes/$remote/$branch"; fi &&
    "$git" reset -q --hard "refs/remotes/$remote/$branch" --
  elif [ -n "$tag" ]; then "$git" checkout -q --force "refs/tags/$tag"
  elif [ -n "$version" ]; then "$git" checkout -q --force "$version"; fi
}`);

function prelude(args: GitArgs): Script {
  const umask = args.umask === undefined ? sh`` : sh`umask ${toText(args.umask)}\n`;
  return sh`${umask}git=${args.executable ?? 'git'} version=${args.version} remote=${args.remote}
${define}`;
}

/** Clones the repository and checks the version out. */
export function cloneScript(args: GitArgs, dest: string): Script {
  const depth = args.depth === undefined || args.depth < 1 ? undefined : args.depth;
  const options = [
    ...(args.bare ? ['--bare'] : ['--no-checkout', '--origin', args.remote]),
    ...(args.reference === undefined ? [] : ['--reference', args.reference]),
    ...(args.single_branch ? ['--single-branch'] : []),
    ...(args.separate_git_dir === undefined ? [] : ['--separate-git-dir', args.separate_git_dir]),
  ];
  // A commit cannot be asked for by itself: then all of the history is needed.
  const shallow =
    depth === undefined
      ? sh``
      : sh`[ -z "$branch$tag" ] && [ -z ${args.refspec ?? ''} ] || set -- "$@" --depth ${depth}`;
  return joinScripts([
    prelude(args),
    sh`look ${args.repo}
set -- ${options}
name=$branch$tag; { [ ${args.version} = HEAD ] && [ -n "$branch" ]; } || [ -z "$name" ] || set -- "$@" --branch "$name"
${shallow}
mkdir -p -- "$(dirname -- ${dest})" && "$git" clone -q "$@" -- ${args.repo} ${dest} && CDPATH= cd -- ${dest} || exit`,
    ...(args.bare && args.remote !== 'origin' ? [sh`"$git" remote rename origin "$remote" || exit`] : []),
    ...(args.bare
      ? [sh`"$git" config --get "remote.$remote.url" >/dev/null || "$git" remote add "$remote" ${args.repo}`]
      : []),
    ...(args.refspec === undefined
      ? []
      : [sh`"$git" fetch -q --force ${depthWords(args)} "$remote" ${args.refspec} || exit`]),
    verifyScript(args),
    ...(args.bare ? [] : [sh`switch || exit`, submodules(args)]),
  ]);
}

/** Brings an existing repository to the version. */
export function updateScript(args: GitArgs, dest: string, url: string | undefined): Script {
  return joinScripts([
    prelude(args),
    sh`CDPATH= cd -- ${dest} || exit`,
    ...(url === undefined
      ? [sh`"$git" remote add "$remote" ${args.repo} || exit`]
      : url === args.repo
        ? []
        : [sh`"$git" remote set-url "$remote" ${args.repo} || exit`]),
    ...(args.separate_git_dir === undefined || args.bare
      ? []
      : [sh`"$git" init -q --separate-git-dir ${args.separate_git_dir} >/dev/null || exit`]),
    ...(args.force && !args.bare ? [sh`"$git" reset -q --hard HEAD -- || exit`] : []),
    sh`look "$remote"`,
    fetchScript(args),
    verifyScript(args),
    ...(args.bare ? [] : [sh`switch || exit`, submodules(args)]),
  ]);
}

function depthWords({ depth }: GitArgs): readonly string[] {
  return depth === undefined || depth < 1 ? [] : ['--depth', String(depth)];
}

function fetchScript(args: GitArgs): Script {
  const refspec = args.refspec === undefined ? [] : [args.refspec];
  const heads = args.bare ? sh`"+refs/heads/*:refs/heads/*"` : sh`"+refs/heads/*:refs/remotes/$remote/*"`;
  const whole = sh`shallow=; [ ! -f "$("$git" rev-parse --git-dir)/shallow" ] || shallow=--unshallow
"$git" fetch -q --force --tags $shallow "$remote" ${heads} ${refspec} || exit`;
  const depth = depthWords(args);
  if (depth.length === 0 && args.single_branch && !args.bare)
    return sh`if [ -n "$branch" ]; then "$git" fetch -q --force "$remote" "+refs/heads/$branch:refs/remotes/$remote/$branch" ${refspec} || exit
else ${whole}
fi`;
  if (depth.length === 0) return whole;
  const place = args.bare ? sh`"refs/heads/$branch"` : sh`"refs/remotes/$remote/$branch"`;
  return sh`if [ -n "$branch" ]; then "$git" fetch -q --force ${depth} "$remote" "+refs/heads/$branch:"${place} ${refspec} || exit
elif [ -n "$tag" ]; then "$git" fetch -q --force ${depth} "$remote" "+refs/tags/$tag:refs/tags/$tag" ${refspec} || exit
elif [ -n ${args.refspec ?? ''} ]; then "$git" fetch -q --force ${depth} "$remote" ${refspec} || exit
else ${whole}
fi`;
}

/** A signature is looked at before the version is checked out. */
function verifyScript({ verify_commit, gpg_allowlist }: GitArgs): Script {
  if (!verify_commit) return sh`:`;
  const known = gpg_allowlist.map((fingerprint) => fingerprint.toUpperCase().replaceAll(' ', ''));
  const check =
    known.length === 0
      ? sh`:`
      : sh`key=$(printf '%s\\n' "$said" | sed -n 's/^\\[GNUPG:\\] VALIDSIG .* \\([0-9A-F]*\\)$/\\1/p; s/^\\[GNUPG:\\] VALIDSIG \\([0-9A-F]*\\) .*/\\1/p')
isKnown=; for wanted in ${known}; do printf '%s\\n' "$key" | grep -qxF "$wanted" && isKnown=y; done
[ -n "$isKnown" ] || { printf 'The gpg_allowlist does not include the public key "%s" for this commit\\n' "$(printf '%s\\n' "$key" | head -n 1)" >&2; exit 1; }`;
  return sh`object=$version; [ -z "$branch" ] || object=refs/remotes/$remote/$branch
if [ -n "$tag" ] && [ "$("$git" cat-file -t "refs/tags/$tag")" = tag ]; then said=$("$git" verify-tag --raw "$tag" 2>&1)
else said=$("$git" verify-commit --raw "$object" 2>&1); fi || { printf 'Failed to verify GPG signature of commit/tag "%s"\\n%s\\n' "$version" "$said" >&2; exit 1; }
${check}`;
}

function submodules({ recursive, track_submodules, force }: GitArgs): Script {
  if (!recursive) return sh`:`;
  const options = [...(track_submodules ? ['--remote'] : []), ...(force ? ['--force'] : [])];
  return sh`if [ -f .gitmodules ]; then
  before=$("$git" submodule status --recursive 2>/dev/null)
  "$git" submodule -q sync --recursive >/dev/null && "$git" submodule -q update --init --recursive ${options} || exit
  [ "$before" = "$("$git" submodule status --recursive)" ] || echo 'submodules changed'
fi`;
}

/** Makes the archive; says so when it is another one than before. */
export function archiveScript(args: GitArgs, dest: string, archive: string, format: string): Script {
  const prefix = args.archive_prefix === undefined ? [] : ['--prefix', `${args.archive_prefix.replace(/\/$/, '')}/`];
  return sh`CDPATH= cd -- ${dest} && new=$(mktemp ${`${archive}.XXXXXX`}) || exit
${args.executable ?? 'git'} archive --format ${format} ${prefix} -o "$new" ${args.version} || { rm -f -- "$new"; exit 1; }
if cmp -s "$new" ${archive}; then rm -f -- "$new"; else chmod 0644 "$new" && mv -f -- "$new" ${archive} && echo changed; fi`;
}
