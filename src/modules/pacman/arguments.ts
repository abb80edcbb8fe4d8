import { arg, type ValuesOf } from '../../module-kit/index.js';

export const pacmanArguments = {
  name: arg.list(arg.string({ doc: '' }))({ aliases: ['package', 'pkg'], doc: 'Packages, groups, files or URLs.' }),
  state: arg.oneOf(
    'absent',
    'installed',
    'latest',
    'present',
    'removed',
  )({ default: 'present', doc: 'What should be of them.' }),
  update_cache: arg.boolean({ doc: 'Fetch the index first.' }),
  upgrade: arg.boolean({ doc: 'Upgrade everything.' }),
  force: arg.boolean({ default: false, doc: 'Fetch the index even if it is new; remove what others need.' }),
  remove_nosave: arg.boolean({ default: false, doc: 'Keep no copies of changed settings of what is removed.' }),
  executable: arg.string({ default: 'pacman', doc: 'pacman, or a program like it.' }),
  extra_args: arg.string({ default: '', doc: 'More words to install and remove.' }),
  update_cache_extra_args: arg.string({ default: '', doc: 'More words to fetch the index.' }),
  upgrade_extra_args: arg.string({ default: '', doc: 'More words to upgrade.' }),
  reason: arg.oneOf('dependency', 'explicit')({ doc: 'Why packages are there.' }),
  reason_for: arg.oneOf('all', 'new')({ default: 'new', doc: 'Of which packages the reason is set.' }),
} as const;

export type PacmanArgs = ValuesOf<typeof pacmanArguments>;
