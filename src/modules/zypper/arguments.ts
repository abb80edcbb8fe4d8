import { arg, flag, type ValuesOf } from '../../module-kit/index.js';

export const zypperArguments = {
  name: arg.list(arg.string({ doc: '' }))({
    required: true,
    aliases: ['pkg'],
    doc: 'Packages, with versions (`foo>=1.0`) or without, files, URLs; `*` with state=latest is everything.',
  }),
  state: arg.oneOf(
    'present',
    'latest',
    'absent',
    'dist-upgrade',
    'installed',
    'removed',
  )({ default: 'present', doc: 'What should be of them.' }),
  type: arg.oneOf(
    'package',
    'patch',
    'pattern',
    'product',
    'srcpackage',
    'application',
  )({ default: 'package', doc: 'What the names are of.' }),
  update_cache: arg.boolean({ default: false, aliases: ['refresh'], doc: 'Fetch the index first.' }),
  extra_args: arg.string({ doc: 'More words behind the command.' }),
  extra_args_precommand: arg.string({ doc: 'More words before the command.' }),
  disable_gpg_check: flag('Do not check signatures.'),
  disable_recommends: arg.boolean({ default: true, doc: 'Do not install what is only recommended.' }),
  auto_import_keys: flag('Trust the keys of repositories.'),
  allow_vendor_change: flag('Let packages come from another vendor, with state=dist-upgrade.'),
  clean_deps: flag('Remove what was needed by what is removed only.'),
  force: flag('Install over what is there, older versions too.'),
  force_resolution: flag('Let zypper choose how conflicts are solved.'),
  oldpackage: flag('Let an older version replace a newer one.'),
  replacefiles: flag('Let packages replace files of others.'),
  quiet: arg.boolean({ default: true, doc: 'Say little.' }),
  simple_errors: flag('Tell only the messages of a failure.'),
  skip_post_errors: flag('A script of a package that fails is no failure.'),
} as const;

export type ZypperArgs = ValuesOf<typeof zypperArguments>;
