import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { rpm } from '../questions/other-packages.js';
import { rawShell, sh } from '../shell/script.js';
import { managePackages, type PackageManager } from './packages/manage.js';

export const dnf = defineModule({
  name: 'ansible.builtin.dnf',
  aliases: ['ansible.builtin.yum', 'ansible.builtin.dnf5'],
  summary: 'Install, upgrade and remove packages with dnf, or with yum where there is no dnf.',
  args: {
    name: arg.list(arg.string({ doc: 'A package, a group as `@name`, a file or a URL.' }))({
      default: [],
      aliases: ['pkg'],
      doc: 'The packages.',
    }),
    state: arg.oneOf(
      'present',
      'installed',
      'latest',
      'absent',
      'removed',
    )({ default: 'present', doc: 'What should be of them.' }),
    update_cache: arg.boolean({ default: false, aliases: ['expire-cache'], doc: 'Refresh the index first.' }),
    enablerepo: arg.list(arg.string({ doc: 'A repository.' }))({ default: [], doc: 'Repositories to use this time.' }),
    disablerepo: arg.list(arg.string({ doc: 'A repository.' }))({
      default: [],
      doc: 'Repositories to leave out this time.',
    }),
    exclude: arg.list(arg.string({ doc: 'A package.' }))({ default: [], doc: 'Packages to leave out.' }),
    disable_gpg_check: arg.boolean({ default: false, doc: 'Do not check signatures.' }),
    install_weak_deps: arg.boolean({ default: true, doc: 'Install what is only recommended, too.' }),
    allowerasing: arg.boolean({ default: false, doc: 'Remove packages that are in the way.' }),
    skip_broken: arg.boolean({ default: false, doc: 'Leave out packages that cannot be installed.' }),
    validate_certs: arg.boolean({ default: true, doc: 'Check certificates of servers.' }),
  },
  examples: ['dnf: { name: [docker-ce, containerd.io], state: present }'],

  *run(args): Conversation<Result> {
    const options = [
      ...args.enablerepo.map((name) => `--enablerepo=${name}`),
      ...args.disablerepo.map((name) => `--disablerepo=${name}`),
      ...args.exclude.map((name) => `--exclude=${name}`),
      ...(args.disable_gpg_check ? ['--nogpgcheck'] : []),
      ...(args.install_weak_deps ? [] : ['--setopt=install_weak_deps=False']),
      ...(args.allowerasing ? ['--allowerasing'] : []),
      ...(args.skip_broken ? ['--skip-broken'] : []),
      ...(args.validate_certs ? [] : ['--setopt=sslverify=False']),
    ];
    const state = args.state === 'installed' ? 'present' : args.state === 'removed' ? 'absent' : args.state;
    const refresh = args.update_cache ? sh`${program} ${options} makecache` : undefined;
    return yield* managePackages(managerWith(options), { names: args.name, state, refresh });
  },
});

const program = rawShell('$(command -v dnf || command -v dnf5 || command -v microdnf || echo yum)');

function managerWith(options: readonly string[]): PackageManager {
  return {
    program: 'dnf',
    installed: rpm,
    // It ends with 100 when there is something to upgrade.
    upgradable: (names) => sh`${program} -q ${options} check-update -- ${names}`,
    isUpgradable: (status) => status === 100,
    run: (verb, names) => sh`${program} -y ${options} ${verb} -- ${names}`,
  };
}
