import { fail } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import type { GitArgs } from './arguments.js';

/** What is at the destination. */
export interface Checkout {
  readonly isRepository: boolean;
  readonly head: string | undefined;
  readonly url: string | undefined;
  /** Whether tracked files were changed. */
  readonly isModified: boolean;
  readonly gitDirectory: string;
}

/** Looks at the destination. Trees of other users are looked at too, as their owner would. */
export function checkoutAt(dest: string, { executable, remote }: GitArgs): Question<Checkout> {
  const git = executable ?? 'git';
  return probe(
    sh`command -v ${git} >/dev/null 2>&1 || { echo missing; exit; }
[ -d ${dest} ] && CDPATH= cd -- ${dest} || { echo none; exit; }
{ [ -e .git ] || { [ -f config ] && [ -d objects ]; }; } || { echo none; exit; }
echo there
${git} rev-parse --verify -q HEAD || echo
${git} config --get ${`remote.${remote}.url`} || echo
if [ -e .git ] && [ -n "$(${git} status --porcelain --untracked-files=no)" ]; then echo yes; else echo no; fi
CDPATH= cd -P -- "$(${git} rev-parse --git-dir)" && pwd`,
    ({ stdout }) => {
      const [state, head = '', url = '', modified, gitDirectory = ''] = stdout.toString().split('\n');
      if (state === 'missing') fail(`Failed to find required executable "git" on the target`);
      return {
        isRepository: state === 'there',
        head: head || undefined,
        url: url || undefined,
        isModified: modified === 'yes',
        gitDirectory,
      };
    },
  );
}

/** The commit that a version means on the server. */
export function remoteHead({ executable, repo, version }: GitArgs): Question<string | undefined> {
  const git = executable ?? 'git';
  const names =
    version === 'HEAD' ? ['HEAD'] : [`refs/heads/${version}`, `refs/tags/${version}^{}`, `refs/tags/${version}`];
  return probe(sh`${git} ls-remote ${repo} ${names}`, ({ status, stdout, stderr }) => {
    if (status !== 0) fail(stderr.toString().trim(), { rc: status });
    const found = new Map(
      stdout
        .toString()
        .split('\n')
        .map((line) => [line.split('\t')[1] ?? '', line.split('\t')[0] ?? '']),
    );
    const name = names.find((candidate) => found.has(candidate));
    return name === undefined ? (/^[0-9a-f]{40}$/.test(version) ? version : undefined) : found.get(name);
  });
}
