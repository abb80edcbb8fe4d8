import { ask, askAll, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { textKeys } from '../module-kit/output.js';
import { aptCache, dpkg } from '../questions/package.js';
import { sh } from '../shell/script.js';
import { aptGet, type Output } from './apt/apt-get.js';
import { aptArguments, type AptArgs } from './apt/arguments.js';
import { refreshCache, usesCache } from './apt/cache.js';
import { installFile } from './apt/deb.js';
import { install } from './apt/install.js';
import { specificationOf } from './apt/specification.js';
import { markByHand } from './apt/mark.js';
import { maintain, upgradeOperation } from './apt/whole-system.js';

export const apt = defineModule({
  name: 'ansible.builtin.apt',
  summary: 'Install, upgrade and remove packages of Debian and its kin.',
  args: aptArguments,
  rules: { mutuallyExclusive: [['deb', 'package', 'upgrade']] },
  examples: [
    'apt: { name: [docker.io, "telegraf=1.2*"], update_cache: true, cache_valid_time: 3600 }',
    'apt: { name: apache2, state: absent, purge: true, autoremove: true }',
    'apt: { upgrade: dist }',
  ],

  *run(args): Conversation<Result> {
    const names = (args.package ?? []).map((name) => name.trim()).filter((name) => name !== '');
    const isAlone =
      names.length === 0 && args.deb === undefined && args.upgrade === 'no' && !args.autoremove && !args.autoclean;
    // Asked along with the index; the answers are still there when they are needed, unless the index was refreshed.
    const isInstalling = names.length > 0 && args.state !== 'absent' && args.upgrade === 'no';
    yield* askAll<unknown>([
      ...(usesCache(args) || isInstalling ? [aptCache('index')] : []),
      ...names.map((name) => dpkg(specificationOf(name).name)),
    ]);
    const cache = usesCache(args) ? (yield* ask({ cache: aptCache('index') })).cache : undefined;
    const refreshed = cache ? yield* refreshCache(args, cache, isAlone) : {};
    // Only what installs tells of an index that it did not refresh.
    const known = isInstalling ? yield* ask({ index: aptCache('index') }) : undefined;
    const outcome = yield* operate(args, names);
    if (args.clean) yield* change({ what: 'delete downloaded packages', run: sh`apt-get clean` });
    return {
      ...(known ? { cache_updated: false, cache_update_time: known.index.refreshed } : {}),
      ...refreshed,
      ...(outcome ? textKeys(outcome.stdout.toString(), outcome.stderr.toString()) : {}),
      ...(outcome && args.upgrade !== 'no' ? { msg: outcome.stdout.toString() } : {}),
    };
  },
});

function* operate(args: AptArgs, names: readonly string[]): Conversation<Output | undefined> {
  if (args.deb !== undefined) return yield* installFile(args, args.deb);
  if (args.upgrade !== 'no') return yield* maintain(args, upgradeOperation(args));
  if (args.state === 'fixed')
    return yield* maintain(args, { what: 'repair dependencies', command: 'install', options: ['--fix-broken'] });
  if (names.includes('*')) return yield* onEverything(args, names);
  if (names.length > 0) return yield* onPackages(args, names);
  const cleaned = args.autoclean
    ? yield* maintain(args, { what: 'delete outdated packages', command: 'autoclean' })
    : undefined;
  const purge = args.purge ? ['--purge'] : [];
  return args.autoremove
    ? yield* maintain(args, { what: 'remove unused packages', command: 'autoremove', options: purge })
    : cleaned;
}

/** `name: "*"` with `state: latest` is an upgrade. */
function* onEverything(args: AptArgs, names: readonly string[]): Conversation<Output | undefined> {
  if (args.state !== 'latest' || names.length > 1) fail("the name '*' stands alone and needs state: latest");
  return yield* maintain(args, upgradeOperation({ ...args, upgrade: 'yes' }));
}

function* onPackages(args: AptArgs, names: readonly string[]): Conversation<Output | undefined> {
  if (args.state === 'build-dep')
    return yield* maintain(args, {
      what: `install what is needed to build ${names.join(', ')}`,
      command: 'build-dep',
      options: names,
    });
  const wanted = names.map(specificationOf);
  const now = yield* askAll(wanted.map(({ name }) => dpkg(name)));
  if (args.state !== 'absent') {
    const outcome = yield* install(args, wanted, now);
    yield* markByHand(now.flat());
    return outcome;
  }
  const gone = now.flatMap((found) =>
    found.filter((entry) => entry.isInstalled || (args.purge && entry.hasOnlyConfiguration)),
  );
  if (gone.length === 0) return undefined;
  const diff = { before: Object.fromEntries(gone.map(({ name, version }) => [name, version])), after: {} };
  return yield* aptGet(args, {
    what: args.purge ? 'purge' : 'remove',
    before: gone.map(({ name, version }) => `${name} ${version}`).join(', '),
    diff,
    command: 'remove',
    options: [...(args.purge ? ['--purge'] : []), ...(args.autoremove ? ['--auto-remove'] : [])],
    packages: gone.map(({ name, architecture }) => (architecture === 'all' ? name : `${name}:${architecture}`)),
  });
}
