import { relative, resolve } from 'node:path';
import { ContentErrors, ProvisionError, wholeMessage } from '../../base/errors.js';
import { readPlays } from '../../engine/load-plays.js';
import { tasksWithin } from '../../engine/start/tasks-within.js';
import type { LintFinding } from '../../lint/rule.js';
import { closeRun } from '../close-run.js';
import { readConfiguration } from '../configuration.js';
import type { CliEnvironment } from '../environment.js';
import { prepareRun } from '../prepare-run.js';
import type { VaultFlags } from '../commands/vault-options.js';

/** What a run would refuse of playbooks before it connects, as findings; files outside of the working directory are not ours. */
export async function staticProblems(
  playbooks: readonly string[],
  flags: VaultFlags,
  environment: CliEnvironment,
): Promise<LintFinding[]> {
  const { signal } = new AbortController();
  const options = { ...flags, verbose: 0, inventory: ['localhost,'] };
  const configuration = readConfiguration(environment);
  const run = await prepareRun({ options, configuration, environment, signal, visible: [] });
  try {
    const problems: ProvisionError[] = [];
    const note = (thrown: ProvisionError | ContentErrors): void => {
      problems.push(...(thrown instanceof ContentErrors ? thrown.errors : [thrown]));
    };
    for (const playbook of playbooks) {
      const { plays, problems: own } = readPlays([resolve(environment.directory, playbook)], run);
      problems.push(...own);
      // Going through all tasks is what finds the problems of includes.
      for (const play of plays) Array.from(tasksWithin(play, run, note));
    }
    return problems.flatMap((problem) => findingOf(problem, environment.directory));
  } finally {
    await closeRun(run);
  }
}

/** Codes of what is certain without knowing the hosts, by the rule that ansible-lint has for it. */
const ruleByCode: ReadonlyMap<string, string> = new Map([
  ['E0501', 'syntax-check[unknown-module]'],
  ['E0505', 'syntax-check[unknown-module]'],
  ['E0401', 'syntax-check[unknown-keyword]'],
  ['E0402', 'syntax-check[keyword-value]'],
  ['E0403', 'syntax-check[specific]'],
  ['E0404', 'syntax-check[role-not-found]'],
  ['E0405', 'syntax-check[handler-not-found]'],
  ['E0406', 'load-failure[not-found]'],
  ['E0003', 'load-failure[not-found]'],
  ['E0410', 'syntax-check[specific]'],
  ['E0502', 'args[module]'],
  ['E0304', 'jinja[unknown-filter]'],
  ['E0305', 'jinja[unknown-test]'],
  ['E0306', 'jinja[unknown-lookup]'],
]);

function findingOf(problem: ProvisionError, directory: string): LintFinding[] {
  const rule = ruleByCode.get(problem.code);
  const { at, hint } = problem;
  if (rule === undefined || !at || !at.file.startsWith(`${directory}/`)) return [];
  // The tests of a role name it as it will be installed.
  if (problem.code === 'E0404' && /\/(?:molecule|tests)\//.test(at.file)) return [];
  const message = hint === undefined ? wholeMessage(problem) : `${wholeMessage(problem)} (${hint})`;
  return [{ rule, message, at: { ...at, file: relative(directory, at.file) }, severity: 'error' }];
}
