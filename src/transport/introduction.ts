import { ProvisionError } from '../base/errors.js';
import { joinScripts, rawShell, sh } from '../shell/script.js';
import type { SessionInfo } from './connection.js';
import { endOf, startOf } from './frame.js';
import type { Marks } from './marked-stream.js';

/** Programs that are not on every target; the first script finds out which ones the user can run. */
export const optionalTools: readonly string[] = [
  'base64',
  'sha256sum',
  'sha1sum',
  'md5sum',
  'stat',
  'setsid',
  'timeout',
  'getent',
  'systemctl',
  'docker',
  'apt-get',
  'dpkg-query',
  'curl',
  'wget',
  'perl',
  'python3',
  'socat',
  'nc',
  'ncat',
  'bash',
  'busybox',
  'tar',
  'gzip',
  'unzip',
  'xz',
  'zstd',
  'bzip2',
];

/** What a shell says about itself when it starts. */
export interface Introduction {
  readonly about: SessionInfo;
  /** The shell's own process. */
  readonly pid: number;
  /** The private directory for attachments; it is made when the first one comes. */
  readonly directory: string;
}

/**
 * The first thing a shell reads. It runs in the shell itself, not in a subshell, because it sets the trap that
 * removes the private directory however the shell ends; only SIGKILL leaves it behind.
 */
export function introductionText(marks: Marks, directoryName: string): string {
  const lines = [
    startOf(marks),
    rawShell('for provision_directory in "${HOME:-/nonexistent}" "${TMPDIR:-/tmp}" /tmp /var/tmp'),
    rawShell('do [ -d "$provision_directory" ] && [ -w "$provision_directory" ] && break'),
    sh`done; provision_directory=$provision_directory/${directoryName}`,
    rawShell(`trap '[ ! -d "$provision_directory" ] || rm -rf -- "$provision_directory"' 0`),
    rawShell(`trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 141' PIPE; trap 'exit 143' TERM`),
    // The directory of the login user may be closed to the user we became.
    rawShell('cd . 2>/dev/null || cd "$HOME" 2>/dev/null || cd /'),
    rawShell(`printf '%s\\n' "$(id -un 2>/dev/null || id -u)" "$(id -u)" "\${HOME-}" "$$" "$provision_directory"`),
    listTools,
    endOf(marks),
  ];
  return `${joinScripts(lines).toString()}\n`;
}

const listTools = sh`for provision_tool in ${optionalTools}; do command -v "$provision_tool" >/dev/null 2>&1 && printf '%s ' "$provision_tool"; done; :`;

/**
 * What a shell reads that has waited since the run before: time has passed on the host, so it looks again for its
 * directory, its tools and where programs are. Nothing here starts a process.
 */
export function reintroductionText(marks: Marks): string {
  const lines = [
    startOf(marks),
    rawShell('hash -r; cd -- "$PWD" >/dev/null 2>&1 || cd "$HOME" >/dev/null 2>&1 || cd /'),
    rawShell(`[ -d "$provision_directory" ] && echo kept || echo gone`),
    listTools,
    endOf(marks),
  ];
  return `${joinScripts(lines).toString()}\n`;
}

/** Reads what {@link introductionText} printed. */
export function readIntroduction(output: string): Introduction {
  const [user, uid, home, pid, directory, tools] = output.split('\n');
  if (!user || !uid || home === undefined || !pid || !directory || tools === undefined) {
    throw new ProvisionError(
      'E0802',
      `the shell's first answer cannot be read: ${JSON.stringify(output.slice(0, 200))}`,
    );
  }
  const about = { user, uid: Number(uid), home, tools: toolsOf(tools) };
  return { about, pid: Number(pid), directory };
}

/** What {@link reintroductionText} printed, over what was known before; and whether the private directory is there. */
export function readReintroduction(
  output: string,
  before: Introduction,
): { readonly introduction: Introduction; readonly hasDirectory: boolean } {
  const [directory = '', tools = ''] = output.split('\n');
  const about = { ...before.about, tools: toolsOf(tools) };
  return { introduction: { ...before, about }, hasDirectory: directory === 'kept' };
}

function toolsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(' ').filter((tool) => tool !== ''));
}
