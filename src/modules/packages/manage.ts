import { askAll, change, fail, type Conversation, type Result } from '../../module-kit/index.js';
import { outputKeys } from '../../module-kit/output.js';
import { probe, type Question } from '../../questions/question.js';
import { sh, type Script } from '../../shell/script.js';

/** A package manager of the simpler kind: what is installed, and the commands that change it. */
export interface PackageManager {
  readonly program: string;
  installed(name: string): Question<boolean>;
  /** Prints something on standard output, or ends with the status, when an upgrade is there. */
  upgradable(names: readonly string[]): Script;
  isUpgradable(status: number, stdout: string): boolean;
  run(verb: 'install' | 'upgrade' | 'remove', names: readonly string[]): Script;
}

export interface Wish {
  readonly names: readonly string[];
  readonly state: 'present' | 'latest' | 'absent';
  /** Refreshes the index first. */
  readonly refresh?: Script | undefined;
}

/** Brings packages into a state with one question and one command. */
export function* managePackages(manager: PackageManager, { names, state, refresh }: Wish): Conversation<Result> {
  if (refresh) yield* change({ what: 'refresh package index', run: refresh, counts: false });
  const installed = yield* askAll(names.map((name) => manager.installed(name)));
  const [present, missing] = [
    names.filter((_, index) => installed[index]),
    names.filter((_, index) => !installed[index]),
  ];
  if (state === 'absent') return yield* run(manager, 'remove', present);
  const first = yield* run(manager, 'install', missing);
  if (state !== 'latest' || present.length === 0) return first;
  const question = probe(manager.upgradable(present), ({ status, stdout }) =>
    manager.isUpgradable(status, stdout.toString()),
  );
  const [isOld] = yield* askAll([question]);
  return isOld ? yield* run(manager, 'upgrade', present) : first;
}

function* run(
  manager: PackageManager,
  verb: 'install' | 'upgrade' | 'remove',
  names: readonly string[],
): Conversation<Result> {
  if (names.length === 0) return {};
  const side = verb === 'remove' ? { before: names.join(', ') } : { after: names.join(', ') };
  const outcome = yield* change({
    what: verb,
    ...side,
    run: sh`export LC_ALL=C; ${manager.run(verb, names)}`,
    mayFail: true,
  });
  if (!outcome) return {};
  const keys = outputKeys(outcome, false);
  if (outcome.status === 0) return { rc: 0, ...keys };
  const reason = keys.stderr.trim() || keys.stdout.trim().split('\n').slice(-3).join(' ');
  return fail(`${manager.program} could not ${verb} ${names.join(', ')}: ${reason}`, { rc: outcome.status, ...keys });
}
