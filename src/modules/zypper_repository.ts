import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  flag,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { repositories, type Repositories, type Repository } from './zypper/repositories.js';
import { fromRepoFile, type Wanted } from './zypper/wanted.js';

const args = {
  name: arg.string({ doc: 'Its alias; not with a .repo file, which has one.' }),
  repo: arg.string({ doc: 'Its address, or the path or address of a .repo file; `*` with runrefresh is all.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the repository is there.' }),
  description: arg.string({ doc: 'Its name for people.' }),
  disable_gpg_check: flag('Do not check signatures of packages.'),
  autorefresh: arg.boolean({ default: true, aliases: ['refresh'], doc: 'Fetch its index whenever it is old.' }),
  priority: arg.integer({ doc: 'The smallest number comes first.' }),
  overwrite_multiple: flag('Replace all repositories that have the alias or the address.'),
  auto_import_keys: flag('Trust the key of a repository that is new or changed; fetches its index.'),
  runrefresh: flag('Fetch its index.'),
  enabled: arg.boolean({ default: true, doc: 'Whether it is used.' }),
} as const;

type Args = ValuesOf<typeof args>;

const zypper = ['zypper', '--quiet', '--non-interactive'];

export const zypperRepository = defineModule({
  name: 'community.general.zypper_repository',
  summary: 'Add, change or remove a repository of SUSE.',
  args,
  examples: [
    'community.general.zypper_repository: { name: tools, repo: "https://dl.example.org/leap/", auto_import_keys: true }',
    'community.general.zypper_repository: { name: tools, state: absent }',
    'community.general.zypper_repository: { repo: "*", runrefresh: true }',
  ],

  *run(given): Conversation<Result> {
    const { state, runrefresh } = given;
    if (given.repo === '*' || given.name === '*') return yield* refreshAll(given);
    checkNames(given);
    const { wanted, hasKey } = given.repo?.endsWith('.repo')
      ? yield* fromRepoFile(given.repo, ofArguments(given))
      : { wanted: ofArguments(given), hasKey: false };
    const importsKeys = given.auto_import_keys || hasKey;
    const { now } = yield* ask({ now: repositories });
    const old = matching(now, wanted, given);
    const said = { repodata: wanted, state };
    if (state === 'absent') {
      const gone = old.find(({ alias }) => alias === wanted.alias) ?? old[0];
      if (gone) yield* run('remove repository', gone.alias, removal(gone), said);
      return { changed: gone !== undefined, ...said };
    }
    const isSame = old.length === 1 && old.every((one) => !differs(one, wanted, now));
    if (!isSame)
      yield* run(
        'add repository',
        wanted.alias ?? '',
        joinScripts([...old.map(removal), addition(wanted)], ' || exit\n'),
        said,
      );
    if (runrefresh || (importsKeys && !isSame)) yield* refresh(importsKeys, wanted.alias ?? undefined);
    return { changed: !isSame, ...said };
  },
});

function checkNames({ name, repo, state }: Args): void {
  if (state === 'present' && !repo) fail('Module option state=present requires repo');
  if (!repo && !name) fail('Alias or repo parameter required when state=absent');
  if (repo?.endsWith('.repo')) {
    if (name) fail("Incompatible option: 'name'. Do not use name when adding .repo files");
  } else if (!name && state === 'present') fail('Name required when adding non-repo files.');
}

function ofArguments(given: Args): Wanted {
  const digit = (isOn: boolean) => (isOn ? '1' : '0');
  return {
    url: given.repo ?? null,
    alias: given.name ?? null,
    name: given.description ?? null,
    priority: given.priority ?? null,
    enabled: digit(given.enabled),
    gpgcheck: digit(!given.disable_gpg_check),
    autorefresh: digit(given.autorefresh),
  };
}

/** The repositories with the alias or the address, those with the alias first. */
function matching({ all }: Repositories, { alias, url }: Wanted, { overwrite_multiple }: Args): readonly Repository[] {
  const byAlias = all.filter((one) => one.alias === alias);
  const found = [...byAlias, ...all.filter((one) => one.url === url && !byAlias.includes(one))];
  if (found.length > 1 && !overwrite_multiple)
    fail(
      `${found.length} repositories have the alias or the address "${url ?? alias ?? ''}": ` +
        `${found.map((one) => `${one.alias} (${one.url})`).join(', ')}; with overwrite_multiple all of them are replaced`,
    );
  return found;
}

/** Whether a repository is other than wanted; what the task leaves open is not compared. */
function differs(now: Repository, wanted: Wanted, { releasever, basearch }: Repositories): boolean {
  const plain = (url: string) =>
    url.replaceAll('$releasever', releasever).replaceAll('$basearch', basearch).replace(/\/+$/, '');
  if (wanted.url && plain(wanted.url) !== plain(now.url)) return true;
  return (['alias', 'name', 'priority', 'enabled', 'autorefresh', 'gpgcheck'] as const).some((key) => {
    const value = wanted[key];
    return value && String(value) !== now[key];
  });
}

function removal({ alias }: Repository): Script {
  return sh`LC_ALL=C ${zypper} removerepo -- ${alias}`;
}

function addition({ url, alias, name, priority, enabled, gpgcheck, autorefresh }: Wanted): Script {
  const options = [
    ...(name ? ['--name', name] : []),
    ...(priority ? ['--priority', String(priority)] : []),
    ...(enabled === '0' ? ['--disable'] : []),
    gpgcheck === '1' ? '--gpgcheck' : '--no-gpgcheck',
    ...(autorefresh === '1' ? ['--refresh'] : []),
  ];
  return sh`LC_ALL=C ${zypper} addrepo --check ${options} -- ${url ?? ''} ${alias ?? ''}`;
}

function* refreshAll({ runrefresh, auto_import_keys }: Args): Conversation<Result> {
  if (!runrefresh) fail('repo=* can only be used with the runrefresh option.');
  yield* refresh(auto_import_keys, undefined);
  return { changed: false, runrefresh: true };
}

function* refresh(importsKeys: boolean, alias: string | undefined): Conversation<void> {
  const words = [
    ...zypper,
    ...(importsKeys ? ['--gpg-auto-import-keys'] : []),
    ...['refresh', '--force'],
    ...(alias === undefined ? [] : ['--repo', alias]),
  ];
  const script = sh`LC_ALL=C ${words}`;
  yield* run('refresh package index', alias ?? '', script, {}, false);
}

function* run(what: string, after: string, script: Script, said: Result, counts = true): Conversation<void> {
  const outcome = yield* change({ what, after, run: script, mayFail: true, counts });
  if (!outcome || outcome.status === 0) return;
  if (outcome.status === 127) fail('Failed to find required executable "zypper" on the target');
  fail(`Zypper failed with rc ${outcome.status}`, { ...said, rc: outcome.status, ...outputKeys(outcome, false) });
}
