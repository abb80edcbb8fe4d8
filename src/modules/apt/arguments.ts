import { arg, type ValuesOf } from '../../module-kit/index.js';

export const aptArguments = {
  package: arg.list(arg.string({ doc: 'A package: `name`, `name=version` or `name>=version`.' }))({
    aliases: ['name', 'pkg'],
    doc: 'The packages.',
  }),
  state: arg.oneOf(
    'present',
    'absent',
    'latest',
    'build-dep',
    'fixed',
  )({ default: 'present', doc: 'What should be of them.' }),
  update_cache: arg.boolean({ aliases: ['update-cache'], doc: "Refresh apt's index first." }),
  cache_valid_time: arg.integer({ default: 0, doc: 'Refresh the index only when it is older than so many seconds.' }),
  update_cache_retries: arg.integer({ default: 5, doc: 'How often to try when refreshing fails.' }),
  update_cache_retry_max_delay: arg.integer({ default: 12, doc: 'The longest pause between tries, in seconds.' }),
  purge: arg.boolean({ default: false, doc: 'Remove configuration files too.' }),
  autoremove: arg.boolean({ default: false, doc: 'Remove packages that nothing needs any more.' }),
  autoclean: arg.boolean({ default: false, doc: 'Delete downloaded packages that are outdated.' }),
  clean: arg.boolean({ default: false, doc: 'Delete downloaded packages.' }),
  deb: arg.string({ doc: 'A package file on the target, or its URL.' }),
  install_recommends: arg.boolean({
    aliases: ['install-recommends'],
    doc: 'Whether to install recommended packages; the target decides without it.',
  }),
  default_release: arg.string({ aliases: ['default-release'], doc: 'The release to take packages from.' }),
  upgrade: arg.oneOf('no', 'yes', 'safe', 'full', 'dist')({ default: 'no', doc: 'Upgrade the whole target.' }),
  dpkg_options: arg.string({ default: 'force-confdef,force-confold', doc: 'Options for dpkg, with commas.' }),
  force: arg.boolean({ default: false, doc: 'Allow unauthenticated packages and downgrades.' }),
  allow_unauthenticated: arg.boolean({
    default: false,
    aliases: ['allow-unauthenticated'],
    doc: 'Allow packages without a signature.',
  }),
  allow_downgrade: arg.boolean({
    default: false,
    aliases: ['allow-downgrade', 'allow_downgrades', 'allow-downgrades'],
    doc: 'Allow an older version than the installed one.',
  }),
  allow_change_held_packages: arg.boolean({ default: false, doc: 'Change packages that are on hold.' }),
  only_upgrade: arg.boolean({ default: false, doc: 'Leave out packages that are not installed.' }),
  fail_on_autoremove: arg.boolean({ default: false, doc: 'Fail rather than remove packages that conflict.' }),
  lock_timeout: arg.integer({ default: 60, doc: 'Seconds to wait while another program holds the lock.' }),
  policy_rc_d: arg.integer({ doc: 'Exit status of policy-rc.d meanwhile: 101 keeps services from being started.' }),
  force_apt_get: arg.boolean({ default: false, doc: 'Always so here: aptitude is never used.' }),
  auto_install_module_deps: arg.boolean({
    default: true,
    doc: 'Without meaning here: nothing needs to be installed for this module.',
  }),
} as const;

export type AptArgs = ValuesOf<typeof aptArguments>;
