import { joinScripts, sh, attach, type Script, type ShellValue } from '../../shell/script.js';
import type { UserArgs } from './arguments.js';

/** Creates a user with useradd, and what useradd cannot do in the same script. */
export function createUser(args: UserArgs, hasOwnGroup: boolean): Script {
  return joinScripts([sh`useradd ${optionsOf(args, hasOwnGroup)} -- ${args.name}`, ...afterwards(args)], ' &&\n');
}

function optionsOf(args: UserArgs, hasOwnGroup: boolean): ShellValue[] {
  const { uid, group, groups, comment, home, shell, skeleton, umask, seuser } = args;
  return [
    ...option('-u', uid),
    ...(uid !== undefined && args.non_unique ? ['-o'] : []),
    // Without a group of its own named as the user, useradd would stop at the existing one.
    ...(group !== undefined ? ['-g', group] : hasOwnGroup ? ['-N'] : []),
    ...(groups !== undefined && groups.length > 0 ? ['-G', groups.join(',')] : []),
    ...option('-c', comment),
    ...option('-d', home),
    ...option('-s', shell),
    ...option('-Z', seuser),
    ...(args.expires === undefined ? [] : ['-e', expiryDate(args.expires)]),
    ...(args.system ? ['-r'] : []),
    ...(args.create_home ? ['-m', ...option('-k', skeleton)] : ['-M']),
    ...(args.create_home && umask !== undefined ? ['-K', `UMASK=${umask}`] : []),
    ...(args.uid_min === undefined ? [] : ['-K', `UID_MIN=${args.uid_min}`]),
    ...(args.uid_max === undefined ? [] : ['-K', `UID_MAX=${args.uid_max}`]),
  ];
}

function afterwards(args: UserArgs): Script[] {
  const { name, password, password_lock } = args;
  const ageing = ageingOptions(args);
  return [
    ...(password === undefined ? [] : [setPassword(name, password)]),
    ...(ageing.length > 0 ? [sh`chage ${ageing} -- ${name}`] : []),
    ...(password_lock ? [sh`usermod -L -- ${name}`] : []),
  ];
}

/** Sets a hashed password; the hash travels beside the script and stands on no command line. */
export function setPassword(name: string, hash: string): Script {
  return sh`chpasswd -e <${attach(`${name}:${hash}\n`)}`;
}

/** chage's options for every argument that is given. */
export function ageingOptions(args: UserArgs): ShellValue[] {
  return [
    ...option('-M', args.password_expire_max),
    ...option('-m', args.password_expire_min),
    ...option('-W', args.password_expire_warn),
    ...option('-I', args.password_expire_account_disable),
  ];
}

/** A day as useradd and usermod take it; empty for never. */
export function expiryDate(seconds: number): string {
  return seconds < 0 ? '' : new Date(seconds * 1000).toISOString().slice(0, 10);
}

function option(name: string, value: string | number | undefined): ShellValue[] {
  return value === undefined ? [] : [name, value];
}
