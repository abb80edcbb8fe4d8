import { ask, change, defineModule, fail, type Conversation, type Result, type Target } from '../module-kit/index.js';
import { rawShell, sh, type Script } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { noAttributes } from './files/arguments.js';
import { mountArguments, wishOf, type MountArgs, type Wish } from './mount/arguments.js';
import { withMount, withoutMount } from './mount/fstab.js';
import { mountPoint, type MountPoint } from './mount/mounted.js';
import { openText, saveText, type Opened } from './text-edit/edit-file.js';

export const mount = defineModule({
  name: 'ansible.posix.mount',
  summary: 'Keep a mount in fstab, and mount or unmount it.',
  args: mountArguments,
  rules: {
    requiredIf: [
      ['state', 'mounted', ['src', 'fstype']],
      ['state', 'present', ['src', 'fstype']],
      ['state', 'ephemeral', ['src', 'fstype']],
    ],
  },
  examples: [
    'mount: { path: /data, src: LABEL=data, fstype: ext4, opts: noatime, state: mounted }',
    'mount: { path: /tmp, src: tmpfs, fstype: tmpfs, opts: "size=1g,nosuid", state: present }',
  ],

  *run(given, target): Conversation<Result> {
    const wish = wishOf(given);
    const opened = yield* openText(wish.fstab);
    const { now } = yield* ask({ now: mountPoint(wish.path) });
    const done = yield* bring({ given, wish, opened, now, target });
    const { src, fstype } = given;
    return {
      changed: done.changed,
      name: given.path,
      ...(src === undefined ? {} : { src }),
      ...(fstype === undefined ? {} : { fstype }),
      opts: given.opts_no_log ? 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER' : wish.opts,
      dump: wish.dump,
      passno: wish.passno,
      boot: given.boot ? 'yes' : 'no',
      fstab: wish.fstab,
      backup_file: done.backup ?? '',
      ...(done.diff === undefined ? {} : { diff: done.diff }),
    };
  },
});

interface Task {
  readonly given: MountArgs;
  readonly wish: Wish;
  readonly opened: Opened;
  readonly now: MountPoint;
  readonly target: Target;
}
interface Done {
  readonly changed: boolean;
  readonly diff?: Json | undefined;
  readonly backup?: string | undefined;
}

/** Brings fstab and the mount itself into the wanted state. */
function* bring(task: Task): Conversation<Done> {
  const { given, wish, opened, now } = task;
  const text = opened.before ?? '';
  switch (given.state) {
    case 'present':
      return yield* edit(task, withMount(text, wish));
    case 'absent_from_fstab':
      return yield* edit(task, withoutMount(text, wish));
    case 'absent':
      return yield* remove(task);
    case 'mounted':
      return yield* mountNow(task);
    case 'ephemeral':
      return yield* mountEphemeral(task);
    case 'remounted':
      yield* run('remount', wish, remounting(given, wish));
      return { changed: true };
    case 'unmounted':
      if (!now.mounted) return { changed: false };
      yield* run('unmount', wish, sh`umount -- ${wish.path}`);
      return { changed: true };
  }
}

function* edit({ given, opened, target }: Task, after: string): Conversation<Done> {
  if (after === (opened.before ?? '')) return { changed: false };
  const args = {
    ...noAttributes,
    backup: given.backup,
    validate: undefined,
    ...(opened.now.exists ? {} : { mode: '0644' }),
  };
  const { backup, diff } = yield* saveText(opened, { after, args, target });
  return { changed: true, backup, ...(target.diff && !given.opts_no_log ? { diff: diff[0] } : {}) };
}

/** What fstab does not know stays as it is, also when it is mounted. */
function* remove(task: Task): Conversation<Done> {
  const { wish, opened, now } = task;
  const done = yield* edit(task, withoutMount(opened.before ?? '', wish));
  if (!done.changed) return done;
  if (now.mounted) yield* run('unmount', wish, sh`umount -- ${wish.path}`);
  if (now.exists) yield* run('remove directory', wish, sh`rmdir -- ${wish.path}`, 'Error rmdir');
  return done;
}

/** When it cannot be mounted, fstab gets its old text back: the next boot would fail over it. */
function* mountNow(task: Task): Conversation<Done> {
  const { wish, opened, now } = task;
  const done = yield* edit(task, withMount(opened.before ?? '', wish));
  if (now.mounted && !done.changed) return done;
  const outcome = yield* attempt('mount', wish, now.mounted ? remounting({}, wish) : mounting(now, wish));
  if (outcome === undefined || outcome.status === 0) return { ...done, changed: true };
  if (done.changed) yield* edit({ ...task, opened: yield* openText(wish.fstab) }, opened.before ?? '');
  return fail(`Error mounting ${wish.path}: ${outcome.stderr.toString()}`, { changed: false });
}

function* mountEphemeral({ wish, now }: Task): Conversation<Done> {
  const { src = '', fstype = '', opts, path } = wish;
  if (now.mounted && now.mounted.device !== src && now.mounted.root !== src)
    fail(`${path} is already mounted from a different source (${now.mounted.device}): unmount it first`, {
      changed: false,
    });
  const command = now.mounted
    ? sh`mount -o ${`remount,${opts}`} -- ${path}`
    : withDirectory(now, path, sh`mount -t ${fstype} -o ${opts} -- ${src} ${path}`);
  yield* run('mount', wish, command);
  return { changed: true };
}

function fstabOption({ fstab }: Wish): Script {
  return fstab === '/etc/fstab' ? rawShell('') : sh`-T ${fstab}`;
}

function mounting(now: MountPoint, wish: Wish): Script {
  return withDirectory(now, wish.path, sh`mount ${fstabOption(wish)} -- ${wish.path}`);
}

/** The directory is made for the mount, and goes again when it fails. */
function withDirectory({ exists }: MountPoint, path: string, command: Script): Script {
  return exists ? command : sh`mkdir -p -- ${path} && { ${command} || { s=$?; rmdir -- ${path}; exit $s; }; }`;
}

/** What cannot be remounted in place is unmounted first, unless options were given: those of fstab would count then. */
function remounting({ opts }: Pick<Partial<MountArgs>, 'opts'>, wish: Wish): Script {
  const { path } = wish;
  if (opts !== undefined) return sh`mount -o ${`remount,${opts}`} -- ${path}`;
  return sh`mount -o remount ${fstabOption(wish)} -- ${path} 2>/dev/null || { umount -- ${path} && mount ${fstabOption(wish)} -- ${path}; }`;
}

function* attempt(what: string, { path }: Wish, script: Script) {
  return yield* change({ what, after: path, run: script, mayFail: true });
}

function* run(what: string, wish: Wish, script: Script, failure = `Error ${what}ing`): Conversation<void> {
  const outcome = yield* attempt(what, wish, script);
  if (outcome && outcome.status !== 0)
    fail(`${failure} ${wish.path}: ${outcome.stderr.toString()}`, { changed: false });
}
