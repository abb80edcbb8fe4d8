import { arg, type ValuesOf } from '../../module-kit/index.js';

export const mountArguments = {
  path: arg.path({ required: true, aliases: ['name'], doc: 'Where it is mounted; `none` for swap space.' }),
  src: arg.path({ doc: 'The device, or what else is mounted.' }),
  fstype: arg.string({ doc: 'The type of the file system.' }),
  opts: arg.string({ doc: 'Options, as in fstab; `defaults` without any.' }),
  opts_no_log: arg.boolean({ default: false, doc: 'Do not show the options.' }),
  boot: arg.boolean({ default: true, doc: 'Mount it at each boot; false adds the option `noauto`.' }),
  dump: arg.string({ default: '0', doc: 'The fifth field of fstab.' }),
  passno: arg.string({ default: '0', doc: 'The sixth field of fstab: when it is checked at boot.' }),
  fstab: arg.string({ doc: 'Another file than /etc/fstab.' }),
  backup: arg.boolean({ default: false, doc: 'Keep the old fstab beside the new one, with the time in its name.' }),
  state: arg.oneOf(
    'absent',
    'absent_from_fstab',
    'mounted',
    'present',
    'unmounted',
    'remounted',
    'ephemeral',
  )({
    required: true,
    doc: 'mounted: in fstab, and mounted. present: in fstab. unmounted: fstab stays as it is. ephemeral: mounted without fstab. absent: neither, and its directory goes.',
  }),
} as const;

export type MountArgs = ValuesOf<typeof mountArguments>;

/** What a task says of a mount, with what follows from its arguments. */
export interface Wish {
  readonly path: string;
  readonly src: string | undefined;
  readonly fstype: string | undefined;
  readonly opts: string;
  readonly dump: string;
  readonly passno: string;
  readonly fstab: string;
}

export function wishOf({ path, src, fstype, opts = 'defaults', boot, dump, passno, fstab }: MountArgs): Wish {
  const isManual = boot || opts.split(',').includes('noauto');
  return { path, src, fstype, opts: isManual ? opts : `${opts},noauto`, dump, passno, fstab: fstab ?? '/etc/fstab' };
}
