import { builtinModules } from '../../playbook/builtin-modules.js';
import { engineActions, shortName } from '../../playbook/action-name.js';
import { positionOfKey } from '../../values/origin.js';
import type { Dict } from '../../values/value.js';
import { textOf, type LintPlay, type LintTask } from '../lint-file.js';
import type { Rule, Violation } from '../rule.js';

function ignoreErrors({ dict }: LintTask): Violation[] {
  const written = dict.get('ignore_errors');
  const isMeant =
    written === undefined || written === false || textOf(written)?.includes('ansible_check_mode') === true;
  if (isMeant || dict.has('register')) return [];
  const message = 'Use failed_when and specify error conditions instead of using ignore_errors.';
  return [{ message, at: positionOfKey(dict, 'ignore_errors') }];
}

function partialBecome(dict: Dict, level: string): Violation[] {
  if (!dict.has('become_user') || dict.has('become')) return [];
  const message = 'become_user should have a corresponding become at the play or task level.';
  return [{ tag: level, message, at: positionOfKey(dict, 'become_user') }];
}

const packageModules = new Set([
  'apk',
  'apt',
  'bower',
  'bundler',
  'dnf',
  'dnf5',
  'easy_install',
  'gem',
  'homebrew',
  'jenkins_plugin',
  'npm',
  'openbsd_package',
  'package',
  'pacman',
  'pear',
  'pip',
  'pkg5',
  'pkgutil',
  'portage',
  'slackpkg',
  'sorcery',
  'swdepot',
  'win_chocolatey',
  'yarn',
  'yum',
  'zypper',
]);

function packageLatest({ module, args }: LintTask): Violation[] {
  if (!packageModules.has(module) || textOf(args.get('state')) !== 'latest') return [];
  const isMeant = ['version', 'update_only', 'only_upgrade', 'download_only'].some((name) => args.has(name));
  return isMeant ? [] : [{ message: 'Package installs should not use latest.', at: positionOfKey(args, 'state') }];
}

function latest({ module, args }: LintTask): Violation[] {
  const message = 'Result of the command may vary on subsequent runs.';
  const isPinned = (name: string): boolean => !['HEAD', undefined].includes(textOf(args.get(name)));
  if (module === 'git' && !isPinned('version')) return [{ tag: 'git', message }];
  if (module === 'hg' && !isPinned('revision')) return [{ tag: 'hg', message }];
  return [];
}

function noLogPassword(task: LintTask): Violation[] {
  const names = [...task.args.keys()].map(String);
  const hasPassword = names.some(
    (name) => /password|passwd|passphrase/.test(name) && !/update_password|password_expire|password_lock/.test(name),
  );
  const loops = task.dict.has('loop') || [...task.dict.keys()].some((key) => String(key).startsWith('with_'));
  if (!hasPassword || !loops || task.dict.get('no_log') === true) return [];
  return [{ message: 'Password should not be logged.' }];
}

function deprecatedLocalAction({ dict }: LintTask): Violation[] {
  const message = "Do not use 'local_action', use 'delegate_to: localhost'.";
  return dict.has('local_action') ? [{ message, at: positionOfKey(dict, 'local_action') }] : [];
}

/** Modules that went, and what took their place. */
const successors: ReadonlyMap<string, string> = new Map([
  ['include', 'include_tasks or import_tasks'],
  ['docker', 'docker_container'],
  ['ec2_facts', 'ec2_metadata_facts'],
]);

function deprecatedModule({ action, actionAt }: LintTask): Violation[] {
  const successor = successors.get(shortName(action));
  return successor === undefined ? [] : [{ message: `Deprecated module: ${action}: use ${successor}.`, at: actionAt }];
}

/** Loops whose lookup takes a list: bare text used to be a variable's name. */
const listLoops = /^with_(?:items|dict|nested|together|subelements|flattened|indexed_items|random_choice|list)$/;

function deprecatedBareVariables({ dict }: LintTask): Violation[] {
  return [...dict].flatMap(([key, value]) => {
    if (!listLoops.test(String(key)) || typeof value !== 'string' || !/^[a-zA-Z_][\w.]*$/.test(value)) return [];
    const message = `Possible bare variable '${value}' used in a '${String(key)}' loop. You should use the full variable syntax ('{{ ${value} }}') or convert it to a list if that is not really a variable.`;
    return [{ message, at: positionOfKey(dict, key) }];
  });
}

function runOnceTask({ dict }: LintTask): Violation[] {
  if (dict.get('run_once') !== true) return [];
  const message = 'Using run_once may behave differently if strategy is set to free.';
  return [{ tag: 'task', message, at: positionOfKey(dict, 'run_once') }];
}

function runOncePlay({ dict }: LintPlay): Violation[] {
  const isFree = textOf(dict.get('strategy')) === 'free';
  return isFree ? [{ tag: 'play', message: 'Play uses strategy: free', at: positionOfKey(dict, 'strategy') }] : [];
}

function onlyBuiltins({ action, actionAt, isBlock }: LintTask): Violation[] {
  const short = shortName(action);
  if (isBlock || builtinModules.has(short) || engineActions.has(short)) return [];
  return [{ message: `Use only builtin actions: ${action}`, at: actionAt }];
}

function fqcn({ action, actionAt, isBlock, dict }: LintTask): Violation[] {
  const isShort = !isBlock && !action.includes('.') && action !== '' && dict.has(action);
  if (!isShort || !(builtinModules.has(action) || engineActions.has(action))) return [];
  const message = `Use FQCN for builtin module actions (${action}).`;
  const fix = { at: actionAt, before: `${action}:`, after: `ansible.builtin.${action}:` };
  return [{ tag: 'action-core', message, at: actionAt, fix }];
}

/** What tasks do when things are not as expected. */
export const behaviourRules: readonly Rule[] = [
  { id: 'ignore-errors', summary: 'failures that nobody hears of', task: ignoreErrors },
  {
    id: 'partial-become',
    summary: 'a user to become, and nothing that becomes it',
    task: ({ dict }) => partialBecome(dict, 'task'),
    play: ({ dict }) => partialBecome(dict, 'play'),
  },
  { id: 'package-latest', summary: 'a package that changes by itself', task: packageLatest },
  { id: 'latest', summary: 'a checkout that changes by itself', task: latest },
  { id: 'no-log-password', summary: 'a password that loops print', isOptIn: true, task: noLogPassword },
  { id: 'deprecated-local-action', summary: 'local_action', task: deprecatedLocalAction },
  { id: 'deprecated-module', summary: 'a module that is gone', task: deprecatedModule },
  { id: 'deprecated-bare-vars', summary: 'a loop over a name', task: deprecatedBareVariables },
  {
    id: 'run-once',
    summary: 'run_once, which the strategy free does not know',
    isOptIn: true,
    task: runOnceTask,
    play: runOncePlay,
  },
  { id: 'only-builtins', summary: 'a module of a collection', isOptIn: true, task: onlyBuiltins },
  { id: 'fqcn', summary: 'a short name of a module', isOptIn: true, task: fqcn },
];
