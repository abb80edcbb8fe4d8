import { fail } from '../../module-kit/index.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import type { Account } from '../../questions/account.js';
import { setPassword } from './create.js';
import type { UserArgs } from './arguments.js';
import type { Difference } from './differences.js';

/** Creates a user with busybox, where the programs of shadow are missing. */
export function createWithBusybox(args: UserArgs): Script {
  const { name, uid, group, groups, comment, home, shell, skeleton } = args;
  const options = [
    ...(uid === undefined ? [] : ['-u', uid]),
    ...(group === undefined ? [] : ['-G', group]),
    ...(comment === undefined ? [] : ['-g', comment]),
    ...(home === undefined ? [] : ['-h', home]),
    ...(shell === undefined ? [] : ['-s', shell]),
    ...(skeleton === undefined ? [] : ['-k', skeleton]),
    ...(args.create_home ? [] : ['-H']),
    ...(args.system ? ['-S'] : []),
  ];
  const joins = (groups ?? []).map((other) => sh`addgroup ${name} ${other}`);
  const password = args.password === undefined ? [] : [setPassword(name, args.password)];
  return joinScripts([sh`adduser -D ${options} -- ${name}`, ...joins, ...password], ' &&\n');
}

/** Changes what busybox can change; anything else needs shadow. */
export function changeWithBusybox(args: UserArgs, now: Account, differences: readonly Difference[]): Script {
  const impossible = differences.filter(({ what }) => what !== 'groups' && what !== 'password').map(({ what }) => what);
  if (impossible.length > 0)
    fail(
      `the target cannot change ${impossible.join(', ')} of user ${args.name}: it has no usermod; install the package shadow`,
      { name: args.name },
    );
  return joinScripts(
    differences.flatMap(({ run, before, after }) => (run ? [run] : regroup(now.name, before, after))),
    ' &&\n',
  );
}

function regroup(name: string, before: string, after: string): Script[] {
  const [old, wanted] = [before, after].map((text) => text.split(',').filter((group) => group !== ''));
  const joins = (wanted ?? []).filter((group) => !old?.includes(group)).map((group) => sh`addgroup ${name} ${group}`);
  const leaves = (old ?? []).filter((group) => !wanted?.includes(group)).map((group) => sh`delgroup ${name} ${group}`);
  return [...joins, ...leaves];
}
