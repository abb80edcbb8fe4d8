import type { Account, Group } from '../../questions/account.js';
import { sh, type Script, type ShellValue } from '../../shell/script.js';
import { ageingOptions, expiryDate, setPassword } from './create.js';
import type { UserArgs } from './arguments.js';

/** One thing about an existing user that is not as wanted. */
export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** Options of usermod that mend it. */
  readonly options?: readonly ShellValue[];
  /** Or a script of its own. */
  readonly run?: Script;
}

/** What must change about a user. `groups` are those the task names, in the task's order. */
export function differencesOf(
  args: UserArgs,
  now: Account,
  found: { primary: Group | undefined; groups: readonly Group[] | undefined },
): Difference[] {
  return [
    ...numbers(args, now, found.primary),
    ...(found.groups === undefined
      ? []
      : membership(
          args,
          now,
          found.groups.map((group) => group.name),
        )),
    ...texts(args, now),
    ...passwords(args, now),
    ...ageing(args, now),
  ];
}

function numbers({ uid, non_unique }: UserArgs, now: Account, primary: Group | undefined): Difference[] {
  const found: Difference[] = [];
  if (uid !== undefined && uid !== now.uid)
    found.push({
      what: 'uid',
      before: String(now.uid),
      after: String(uid),
      options: ['-u', uid, ...(non_unique ? ['-o'] : [])],
    });
  if (primary && primary.gid !== now.gid)
    found.push({ what: 'group', before: String(now.gid), after: String(primary.gid), options: ['-g', primary.gid] });
  return found;
}

function membership({ append }: UserArgs, now: Account, wanted: readonly string[]): Difference[] {
  const missing = wanted.filter((name) => !now.groups.includes(name));
  const surplus = now.groups.filter((name) => !wanted.includes(name));
  if (missing.length === 0 && (append || surplus.length === 0)) return [];
  const options = append ? ['-a', '-G', missing.join(',')] : ['-G', wanted.join(',')];
  const after = append ? [...now.groups, ...missing] : wanted;
  return [{ what: 'groups', before: now.groups.join(','), after: after.join(','), options }];
}

function texts({ comment, home, shell, move_home, expires, seuser }: UserArgs, now: Account): Difference[] {
  const found: Difference[] = [];
  if (comment !== undefined && comment !== now.comment)
    found.push({ what: 'comment', before: now.comment, after: comment, options: ['-c', comment] });
  if (home !== undefined && home !== now.home)
    found.push({ what: 'home', before: now.home, after: home, options: ['-d', home, ...(move_home ? ['-m'] : [])] });
  if (shell !== undefined && shell !== now.shell)
    found.push({ what: 'shell', before: now.shell, after: shell, options: ['-s', shell] });
  if (seuser !== undefined) found.push({ what: 'seuser', before: '', after: seuser, options: ['-Z', seuser] });
  return [...found, ...expiry(expires, now)];
}

function expiry(expires: number | undefined, now: Account): Difference[] {
  if (expires === undefined) return [];
  const wanted = expires < 0 ? undefined : Math.floor(expires / 86_400);
  if (now.shadow && now.shadow.expires === wanted) return [];
  const before = now.shadow?.expires === undefined ? 'never' : expiryDate(now.shadow.expires * 86_400);
  return [{ what: 'expires', before, after: expiryDate(expires) || 'never', options: ['-e', expiryDate(expires)] }];
}

function passwords({ name, password, update_password, password_lock }: UserArgs, now: Account): Difference[] {
  const current = now.shadow?.password;
  const found: Difference[] = [];
  const isWanted = password !== undefined && update_password === 'always';
  // A lock is an exclamation mark in front of the hash: it is no other password.
  if (isWanted && unlocked(password) !== unlocked(current)) {
    const hash = password_lock ? `!${unlocked(password)}` : password;
    return [{ what: 'password', before: '********', after: '********', run: setPassword(name, hash) }];
  }
  const isLocked = current?.startsWith('!') ?? false;
  if (password_lock !== undefined && password_lock !== isLocked)
    found.push({
      what: 'password lock',
      before: String(isLocked),
      after: String(password_lock),
      options: [password_lock ? '-L' : '-U'],
    });
  return found;
}

function unlocked(hash: string | undefined): string {
  return (hash ?? '').replace(/^!+/, '');
}

function ageing(args: UserArgs, now: Account): Difference[] {
  const pairs = [
    [args.password_expire_max, now.shadow?.max],
    [args.password_expire_min, now.shadow?.min],
    [args.password_expire_warn, now.shadow?.warn],
    [args.password_expire_account_disable, now.shadow?.inactive],
  ];
  const differing = pairs.filter(([wanted, current]) => wanted !== undefined && wanted !== (current ?? -1));
  if (differing.length === 0) return [];
  const shown = (index: 0 | 1): string => differing.map((pair) => String(pair[index] ?? '')).join(',');
  return [
    {
      what: 'password ageing',
      before: shown(1),
      after: shown(0),
      run: sh`chage ${ageingOptions(args)} -- ${args.name}`,
    },
  ];
}
