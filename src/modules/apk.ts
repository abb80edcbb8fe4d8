import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { apk as installed } from '../questions/other-packages.js';
import { sh } from '../shell/script.js';
import { managePackages, type PackageManager } from './packages/manage.js';

export const apk = defineModule({
  name: 'community.general.apk',
  summary: 'Install, upgrade and remove packages of Alpine.',
  args: {
    name: arg.list(arg.string({ doc: 'A package.' }))({ default: [], doc: 'The packages.' }),
    state: arg.oneOf(
      'present',
      'installed',
      'latest',
      'absent',
      'removed',
    )({ default: 'present', doc: 'What should be of them.' }),
    update_cache: arg.boolean({ default: false, doc: 'Refresh the index first.' }),
    no_cache: arg.boolean({ default: false, doc: 'Do not use a cache.' }),
    repository: arg.list(arg.string({ doc: 'A repository.' }))({ default: [], doc: 'Repositories to use this time.' }),
  },
  examples: ['community.general.apk: { name: docker, update_cache: true }'],

  *run(args): Conversation<Result> {
    const options = [
      ...(args.no_cache ? ['--no-cache'] : []),
      ...args.repository.flatMap((url) => ['--repository', url]),
    ];
    const state = args.state === 'installed' ? 'present' : args.state === 'removed' ? 'absent' : args.state;
    const refresh = args.update_cache ? sh`apk ${options} update` : undefined;
    return yield* managePackages(managerWith(options), { names: args.name, state, refresh });
  },
});

const verbs = { install: ['add'], upgrade: ['add', '--upgrade'], remove: ['del'] } as const;

function managerWith(options: readonly string[]): PackageManager {
  return {
    program: 'apk',
    installed,
    upgradable: (names) =>
      sh`apk ${options} add --simulate --upgrade ${names} 2>/dev/null | grep -E 'Upgrading|Downgrading|Replacing'`,
    isUpgradable: (_status, stdout) => stdout.trim() !== '',
    run: (verb, names) => sh`apk ${options} ${verbs[verb]} ${names}`,
  };
}
