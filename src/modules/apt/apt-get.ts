import { change, fail, type Conversation, type Diff } from '../../module-kit/index.js';
import { sh, type Script } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import type { AptArgs } from './arguments.js';

export const aptEnvironment = {
  DEBIAN_FRONTEND: 'noninteractive',
  DEBIAN_PRIORITY: 'critical',
  LC_ALL: 'C',
  LANG: 'C',
} as const;

/** What apt-get said. */
export type Output = Pick<Outcome, 'stdout' | 'stderr'>;

/** What apt-get is asked to do, and how people see it. */
export interface Operation {
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  readonly diff?: Diff;
  readonly command: string;
  readonly options?: readonly string[];
  readonly packages: readonly string[];
}

/** Runs apt-get as the task's arguments say; its complaint is the failure. */
export function* aptGet(args: AptArgs, operation: Operation): Conversation<Outcome | undefined> {
  const { command, options = [], packages, ...shown } = operation;
  const words = packages.length > 0 ? sh`${options} -- ${packages}` : sh`${options}`;
  const run = withPolicy(args.policy_rc_d, sh`apt-get -y ${commonOptions(args)} ${command} ${words}`);
  const outcome = yield* change({ ...shown, run, environment: aptEnvironment, mayFail: true, speaks: true });
  if (outcome && outcome.status !== 0) failOn(operation, outcome);
  return outcome;
}

/** apt-get's options for all that installs or removes. */
export function commonOptions(args: AptArgs): readonly string[] {
  const dpkg = args.dpkg_options.split(',').filter((option) => option !== '');
  return [
    ...dpkg.flatMap((option) => ['-o', `Dpkg::Options::=--${option}`]),
    '-o',
    `DPkg::Lock::Timeout=${args.lock_timeout}`,
    ...(args.install_recommends === undefined
      ? []
      : ['-o', `APT::Install-Recommends=${args.install_recommends ? 'yes' : 'no'}`]),
    ...(args.default_release === undefined ? [] : ['-t', args.default_release]),
    ...(args.fail_on_autoremove ? ['--no-remove'] : []),
    ...(args.force || args.allow_unauthenticated ? ['--allow-unauthenticated'] : []),
    ...(args.force || args.allow_downgrade ? ['--allow-downgrades'] : []),
    ...(args.force ? ['--allow-remove-essential'] : []),
    ...(args.force || args.allow_change_held_packages ? ['--allow-change-held-packages'] : []),
  ];
}

function failOn({ command, packages }: Operation, outcome: Outcome): never {
  const [stdout, stderr] = [outcome.stdout.toString(), outcome.stderr.toString()];
  const complaint =
    stderr
      .split('\n')
      .filter((line) => line.startsWith('E: '))
      .join(' ') ||
    stderr.trim() ||
    `exit status ${outcome.status}`;
  fail(`'apt-get ${[command, ...packages].join(' ')}' failed: ${complaint}`, { rc: outcome.status, stdout, stderr });
}

/** Puts a policy-rc.d in place while a script runs; the target's own comes back whatever happens. */
function withPolicy(status: number | undefined, script: Script): Script {
  if (status === undefined) return script;
  return sh`policy=/usr/sbin/policy-rc.d
restore() { if [ -e "$policy.saved-by-provision" ]; then mv -f "$policy.saved-by-provision" "$policy"; else rm -f "$policy"; fi; }
trap restore EXIT; trap 'exit 1' HUP INT TERM
[ ! -e "$policy" ] || mv "$policy" "$policy.saved-by-provision"
printf '#!/bin/sh\\nexit %s\\n' ${status} >"$policy" && chmod 0755 "$policy" || exit 1
${script}`;
}
