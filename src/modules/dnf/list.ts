import { askAll, type Conversation, type Result } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { sh, type Script } from '../../shell/script.js';

const fields = '%{name}\\t%{arch}\\t%{epoch}\\t%{version}\\t%{release}\\t%{reponame}\\n';
const kinds: ReadonlySet<string> = new Set(['installed', 'updates', 'upgrades', 'available', 'repos', 'repositories']);

/** Tells of packages or repositories; nothing changes. */
export function* listPackages(program: Script, what: string): Conversation<Result> {
  if (what === 'repos' || what === 'repositories') {
    const [repos] = yield* askAll([
      probe(sh`${program} -q repolist 2>/dev/null`, ({ stdout }) => repositoriesOf(stdout.toString())),
    ]);
    return { msg: '', results: repos ?? [] };
  }
  const option = what === 'updates' ? '--upgrades' : kinds.has(what) ? `--${what}` : undefined;
  const queries =
    option === undefined
      ? [
          ['--installed', what],
          ['--available', what],
        ]
      : [[option]];
  const found = yield* askAll(
    queries.map((words) =>
      probe(sh`${program} -q repoquery --qf ${fields} ${words} 2>/dev/null`, ({ stdout }) =>
        packagesOf(stdout.toString()),
      ),
    ),
  );
  return { msg: '', results: found.flat() };
}

function repositoriesOf(text: string) {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [repoid] = line.split(/\s+/);
      return repoid ? [{ repoid, state: 'enabled' }] : [];
    });
}

function packagesOf(text: string) {
  return text.split('\n').flatMap((line) => {
    const [name, arch, epoch, version, release, repo = ''] = line.split('\t');
    if (!name || release === undefined) return [];
    const nevra = `${epoch}:${name}-${version}-${release}.${arch}`;
    const yumstate = repo.startsWith('@') ? 'installed' : 'available';
    return [
      {
        name,
        arch: arch ?? '',
        epoch: epoch ?? '',
        version: version ?? '',
        release,
        repo,
        nevra,
        envra: nevra,
        yumstate,
      },
    ];
  });
}
