import { arg, flag, type ValuesOf } from '../../module-kit/index.js';

const names = (doc: string) => arg.list(arg.string({ doc: '' }))({ default: [], doc });

export const dnfArguments = {
  name: arg.list(arg.string({ doc: '' }))({
    default: [],
    aliases: ['pkg'],
    doc: 'Packages, with versions or without, `@groups`, files, URLs; `*` with state=latest is everything.',
  }),
  state: arg.oneOf(
    'absent',
    'present',
    'installed',
    'removed',
    'latest',
  )({ doc: 'What should be of them; present, or absent with autoremove.' }),
  list: arg.string({ doc: 'Tell of packages instead: a name, installed, updates, available or repos.' }),
  update_cache: arg.boolean({ default: false, aliases: ['expire-cache'], doc: 'Fetch the index first.' }),
  update_only: flag('With state=latest, install nothing that is not there.'),
  security: flag('With state=latest, only updates that mend a hole.'),
  bugfix: flag('With state=latest, only updates that mend a fault.'),
  autoremove: flag('Remove what was needed by others only, and is no longer.'),
  allow_downgrade: flag('Let a version that is asked for replace a newer one.'),
  allowerasing: flag('Remove packages that are in the way.'),
  best: arg.boolean({ doc: 'Take the newest version or none.' }),
  nobest: arg.boolean({ doc: 'The contrary of best.' }),
  skip_broken: flag('Leave out packages that cannot be installed.'),
  install_weak_deps: arg.boolean({ default: true, doc: 'Install what is only recommended, too.' }),
  install_repoquery: arg.boolean({ default: true, doc: 'No effect.' }),
  enablerepo: names('Repositories to use this time.'),
  disablerepo: names('Repositories to leave out this time.'),
  enable_plugin: names('Plug-ins to use this time.'),
  disable_plugin: names('Plug-ins to leave out this time.'),
  exclude: names('Packages to leave out.'),
  disable_excludes: arg.string({ doc: 'Which excludes do not count: all, main or a repository.' }),
  disable_gpg_check: flag('Do not check signatures.'),
  sslverify: arg.boolean({ default: true, doc: 'Check certificates of servers.' }),
  validate_certs: arg.boolean({ default: true, doc: 'Check certificates when a file is fetched from a URL.' }),
  cacheonly: flag('Use nothing but what was fetched before.'),
  conf_file: arg.string({ doc: 'The file of settings.' }),
  releasever: arg.string({ doc: 'The release to take packages of.' }),
  installroot: arg.string({ default: '/', doc: 'Where the system is that is worked on.' }),
  download_only: flag('Fetch packages, install nothing.'),
  download_dir: arg.string({ doc: 'Where to; needs download_only.' }),
  lock_timeout: arg.integer({ default: 30, doc: 'Seconds to wait until another run has ended.' }),
  use_backend: arg.oneOf(
    'auto',
    'dnf',
    'dnf4',
    'dnf5',
    'yum',
    'yum4',
  )({ default: 'auto', doc: 'The program, instead of the one that is there.' }),
} as const;

export type DnfArgs = ValuesOf<typeof dnfArguments>;

/** The options of dnf for the task. */
export function dnfOptions(args: DnfArgs): string[] {
  const isBest = args.best ?? (args.nobest === undefined ? undefined : !args.nobest);
  return [
    ...args.disablerepo.map((name) => `--disablerepo=${name}`),
    ...args.enablerepo.map((name) => `--enablerepo=${name}`),
    ...args.enable_plugin.map((name) => `--enableplugin=${name}`),
    ...args.disable_plugin.map((name) => `--disableplugin=${name}`),
    ...args.exclude.map((name) => `--exclude=${name}`),
    ...valued('--disableexcludes', args.disable_excludes),
    ...valued('--config', args.conf_file),
    ...valued('--releasever', args.releasever),
    ...(args.installroot === '/' ? [] : [`--installroot=${args.installroot}`]),
    ...(args.disable_gpg_check ? ['--nogpgcheck'] : []),
    ...(args.install_weak_deps ? [] : ['--setopt=install_weak_deps=False']),
    ...(args.sslverify && args.validate_certs ? [] : ['--setopt=sslverify=False']),
    ...(isBest === undefined ? [] : [`--setopt=best=${isBest ? 'True' : 'False'}`]),
    ...(args.allowerasing ? ['--allowerasing'] : []),
    ...(args.skip_broken ? ['--skip-broken'] : []),
    ...(args.cacheonly ? ['--cacheonly'] : []),
    ...(args.security ? ['--security'] : []),
    ...(args.bugfix ? ['--bugfix'] : []),
    ...(args.download_only ? ['--downloadonly'] : []),
    ...valued('--downloaddir', args.download_dir),
    // What others needed goes only where the task says so.
    `--setopt=clean_requirements_on_remove=${args.autoremove ? 'True' : 'False'}`,
  ];
}

function valued(option: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${option}=${value}`];
}
