import { posix } from 'node:path';
import { change, fail, type Conversation, type Diff } from '../../module-kit/index.js';
import { OutputReader } from '../../questions/output-reader.js';
import { readStats, statScript, type PresentPath, type Stat } from '../../questions/stat.js';
import { joinScripts, rawShell, Script, sh, type Inflow } from '../../shell/script.js';
import { splitWords } from '../../shell/split-words.js';
import type { AttributeValues, WritingValues } from './arguments.js';
import { describeDifferences, differencesOf } from './differences.js';
import { permissionsAfter } from './mode.js';
import { lookUpFailure } from './look-up-failure.js';
import { securityDifferences, setsSecurity } from './security.js';

/** A file to be written: where, from what, and how it shall be afterwards. */
export interface Writing {
  /** The path itself: links have been followed already where the task wants that. */
  readonly path: string;
  /** One word of sh: the path on the target whose bytes are taken (an attachment, or a file there); what follows the script; or a script that writes into the file that `$1` names. */
  readonly source: Script | Inflow | { readonly fill: Script };
  readonly now: Stat;
  readonly wanted: AttributeValues;
  readonly settings: WritingValues;
  readonly diff?: Diff | undefined;
}

/** What writing left behind; nothing is known of it in check mode. */
export interface Written {
  readonly backup: string | undefined;
  readonly now: PresentPath | undefined;
}

const refusedByValidation = 97;

// `put DEST DIRECTORY PERMISSIONS KEEP OWNER GROUP FLAGS`: KEEP is `uid:gid` of a file that is replaced; FLAGS: b backup, u unsafe,
// e unsafe when the environment says so. The function `fill` writes the content into its argument.
// The new file is private until it is complete, and takes over the old one's ACL and extended attributes where cp can.
const definePut = rawShell(`is_unsafe() {
  case $1 in
    *u*) return 0 ;;
    *e*) case \${ANSIBLE_UNSAFE_WRITES:-} in 1 | [Tt]rue | [Yy]es | [Oo]n) return 0 ;; esac ;;
  esac
  return 1
}
tmp=
trap 'if [ -n "$tmp" ]; then rm -f -- "$tmp"; fi' EXIT
trap 'exit 1' HUP INT TERM
put() {
  if [ -d "$1" ]; then printf '%s is a directory\\n' "$1" >&2; return 1; fi
  if is_unsafe "$7"; then
    tmp=$(umask 077; mktemp "$2/.provision.XXXXXX" 2>/dev/null || mktemp) || return
  else tmp=$(umask 077; mktemp "$2/.provision.XXXXXX") || return; fi
  if [ -n "$4" ]; then cp --attributes-only --preserve=all -- "$1" "$tmp" 2>/dev/null; chmod 600 "$tmp"; fi
  fill "$tmp" || return
  check "$tmp" || exit
  if [ -n "$4" ]; then chown "$4" "$tmp" 2>/dev/null || :; fi
  if [ -n "$5" ]; then chown -- "$5" "$tmp" || return; fi
  if [ -n "$6" ]; then chgrp -- "$6" "$tmp" || return; fi
  chmod "$3" "$tmp" || return
  case $7 in *b*)
    backup=$1.$$.$(date +%Y-%m-%d@%H:%M:%S)~
    cp -p -- "$1" "$backup" || return
    printf '%s\\0' "$backup"
  esac
  if is_unsafe "$7"; then mv -f -- "$tmp" "$1" 2>/dev/null || { cat -- "$tmp" >"$1" && rm -f -- "$tmp"; } || return
  else mv -f -- "$tmp" "$1" || return; fi
  tmp=
}`);

/** The definitions that {@link putScript} needs, once a script. */
export function putDefinitions(validate: string | undefined): Script {
  return joinScripts([definePut, checkDefinition(validate)]);
}

/** The part of a script that puts one file in place. */
export function putScript({ path, source, now, wanted, settings }: Writing): Script {
  const replaced = now.exists && now.kind === 'file' ? now : undefined;
  const keep = replaced ? `${replaced.uid}:${replaced.gid}` : '';
  const flags = `${settings.backup && now.exists ? 'b' : ''}${wanted.unsafe_writes === undefined ? 'e' : wanted.unsafe_writes ? 'u' : ''}`;
  const permissions = finalPermissions(now, wanted.mode).toString(8).padStart(4, '0');
  const place = path.startsWith('-') ? `./${path}` : path;
  return sh`fill() { ${fillScript(source)}; }
put ${place} ${posix.dirname(place)} ${permissions} ${keep} ${wanted.owner ?? ''} ${wanted.group ?? ''} ${flags} || exit`;
}

/** Bytes that stop short of their number are a connection that was cut: no half file takes the place of a whole one. */
function fillScript(source: Writing['source']): Script {
  if ('fill' in source) return source.fill;
  if (source instanceof Script) return sh`cp -- ${source} "$1"`;
  return sh`${source} >"$1" && { [ "$(($(wc -c <"$1")))" -eq ${source.size} ] || { echo ${`the connection ended before ${source.size} bytes had arrived`} >&2; false; }; }`;
}

/** The permissions of a file once it is written: those of the file it replaces, or the default, unless the task sets them. */
export function finalPermissions(now: Stat, mode: string | undefined): number {
  const permissions = now.exists && now.kind === 'file' ? now.permissions : 0o666 & ~now.umask;
  return mode === undefined
    ? permissions
    : permissionsAfter(mode, { permissions, isDirectory: false, umask: now.umask });
}

/** Writes a file in one change: content, owner, group, mode, after its validation. */
export function* writeFile(writing: Writing): Conversation<Written> {
  const { path, now, wanted, settings } = writing;
  checkValidate(settings.validate);
  const attributes = now.exists && now.kind === 'file' ? differencesOf(path, wanted, now) : [];
  const described = describeDifferences(attributes);
  const subjects = [{ path, follow: false }];
  const outcome = yield* change({
    what: now.exists ? ['content', ...(attributes.length > 0 ? [described.what] : [])].join(', ') : 'create file',
    before: described.before === '' ? undefined : described.before,
    after: described.after === '' ? (now.exists ? undefined : path) : described.after,
    diff: writing.diff,
    mayFail: true,
    run: joinScripts([
      putDefinitions(settings.validate),
      putScript(writing),
      securityScript(path, wanted),
      statScript(subjects),
    ]),
  });
  if (!outcome) return { backup: undefined, now: undefined };
  if (outcome.status !== 0) failWriting(path, outcome);
  const reader = new OutputReader(outcome.stdout, `writing ${path}`);
  const backup = settings.backup && now.exists ? reader.text() : undefined;
  const [after] = readStats(reader.rest(), subjects);
  return { backup, now: after?.exists === true ? after : undefined };
}

/** Ends the task for a script of {@link putScript} parts that failed. */
export function failWriting(
  path: string,
  outcome: { readonly status: number; readonly stdout: Buffer; readonly stderr: Buffer },
): never {
  const stderr = outcome.stderr.toString().trim();
  const unknown = lookUpFailure(stderr);
  if (unknown !== undefined) fail(unknown, { path });
  if (outcome.status !== refusedByValidation)
    fail(`cannot write ${path}: ${stderr || `exit status ${outcome.status}`}`, {
      changed: false,
      path,
      rc: outcome.status,
      stderr,
    });
  const exit_status = Number(/rc=(\d+)$/.exec(outcome.stdout.toString())?.[1] ?? 1);
  fail('failed to validate', { changed: false, exit_status, stdout: stderr, stderr, path });
}

/** A validation without a place for the file's name would accept anything. */
export function checkValidate(validate: string | undefined): void {
  if (validate !== undefined && !validate.includes('%s')) fail(`validate must contain %s: ${validate}`);
}

/** The function that runs the validation; its words are split as a shell would, but nothing is expanded. */
function checkDefinition(validate: string | undefined): Script {
  if (validate === undefined) return rawShell('check() { :; }');
  const words = splitWords(validate);
  if (!words) fail(`validate has an unbalanced quote: ${validate}`);
  const command = words.map((word) =>
    joinScripts(
      word.split('%s').map((part) => sh`${part}`),
      '"$1"',
    ),
  );
  return sh`check() {
  said=$(${joinScripts(command, ' ')} 2>&1 </dev/null) && return
  code=$?
  printf '%s\\n' "$said" >&2
  printf 'rc=%s' "$code"
  return ${refusedByValidation}
}`;
}

/** A new file has no context or flags of its own yet: set whatever the task says. */
export function securityScript(path: string, wanted: AttributeValues): Script {
  if (!setsSecurity(wanted)) return rawShell(':');
  const flags = securityDifferences(path, wanted, { context: undefined, flags: undefined });
  const options = [
    ['-u', wanted.seuser],
    ['-r', wanted.serole],
    ['-t', wanted.setype],
    ['-l', wanted.selevel],
  ];
  const words = options.flatMap(([option, value]) =>
    option === undefined || value === undefined ? [] : [option, value],
  );
  const context =
    words.length === 0
      ? []
      : [sh`if command -v selinuxenabled >/dev/null && selinuxenabled; then chcon ${words} -- ${path} || exit; fi`];
  return joinScripts([...context, ...flags.map(({ run }) => sh`${run} || exit`)]);
}
