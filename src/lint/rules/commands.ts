import { positionOfKey } from '../../values/origin.js';
import { commandOf, textOf, type LintTask } from '../lint-file.js';
import type { Rule, Violation } from '../rule.js';

const commandModules = new Set(['command', 'shell', 'raw']);
const plainCommands = new Set(['command', 'shell']);

/** Programs for which there is a module, unless they are used for what the module does not do. */
const moduleFor: Readonly<Record<string, string>> = {
  'apt-get': 'apt-get',
  chkconfig: 'service',
  curl: 'get_url or uri',
  git: 'git',
  hg: 'hg',
  letsencrypt: 'acme_certificate',
  mktemp: 'tempfile',
  mount: 'mount',
  patch: 'patch',
  rpm: 'yum or rpm_key',
  rsync: 'synchronize',
  sed: 'template, replace or lineinfile',
  service: 'service',
  supervisorctl: 'supervisorctl',
  svn: 'subversion',
  systemctl: 'systemd',
  tar: 'unarchive',
  unzip: 'unarchive',
  wget: 'get_url or uri',
  yum: 'yum',
};

/** What these programs do that no module does. */
const withoutModule: Readonly<Record<string, ReadonlySet<string>>> = {
  git: new Set(['branch', 'log', 'lfs', 'rev-parse', 'show']),
  systemctl: new Set([
    '--version',
    'get-default',
    'is-active',
    'is-enabled',
    'kill',
    'set-default',
    'set-property',
    'show-environment',
    'status',
    'reset-failed',
  ]),
  yum: new Set(['clean', 'history', 'info']),
  rpm: new Set(['--nodeps']),
  'apt-get': new Set(['clean', 'changelog']),
};

function commandInsteadOfModule(task: LintTask): Violation[] {
  const words = (commandOf(task) ?? '').trim().split(/\s+/);
  const program = (words[0] ?? '').split('/').at(-1) ?? '';
  const module = Object.hasOwn(moduleFor, program) ? moduleFor[program] : undefined;
  if (!plainCommands.has(task.module) || module === undefined) return [];
  if (words.slice(1).some((word) => withoutModule[program]?.has(word) === true)) return [];
  return [{ message: `${program} used in place of ${module} module` }];
}

/** What only a shell does with a command. */
const shellSyntax = /[&|<>;$\n*[\]{}`~?!()]|\b(?:if|for|while|export|set|source)\b/;

function commandInsteadOfShell(task: LintTask): Violation[] {
  const command = commandOf(task);
  if (task.module !== 'shell' || command === undefined) return [];
  const plain = command.replace(/\{\{.*?\}\}/gs, '');
  if (shellSyntax.test(plain) || task.args.has('executable')) return [];
  const message = 'Use shell only when shell functionality is required.';
  const before = task.action;
  return [
    {
      message,
      at: task.actionAt,
      fix: { at: task.actionAt, before: `${before}:`, after: `${before.replace(/shell$/, 'command')}:` },
    },
  ];
}

function noChangedWhen(task: LintTask): Violation[] {
  if (!commandModules.has(task.module)) return [];
  const says = task.dict.has('changed_when') || task.args.has('creates') || task.args.has('removes');
  return says ? [] : [{ message: 'Commands should not change things if nothing needs doing.' }];
}

function riskyShellPipe(task: LintTask): Violation[] {
  const command = commandOf(task);
  if (task.module !== 'shell' || command === undefined || /\bpwsh\b/.test(textOf(task.args.get('executable')) ?? ''))
    return [];
  const plain = command.replace(/\{\{.*?\}\}/gs, '').replace(/'[^']*'|"[^"]*"/gs, '');
  if (!/(?<![|])\|(?![|])/.test(plain) || /\bset\s+(?:.*\s)?(?:-\w*o\w*\s+pipefail|-o\s*pipefail)/.test(command))
    return [];
  if (/\|\|\s*true\s*$/.test(command) || task.dict.get('ignore_errors') === true) return [];
  return [{ message: 'Shells that use pipes should set the pipefail option.' }];
}

function inlineEnvironment(task: LintTask): Violation[] {
  if (task.module !== 'command') return [];
  const [first = ''] = (commandOf(task) ?? '').trim().split(/\s+/);
  if (!/^[A-Za-z_]\w*=/.test(first)) return [];
  return [{ message: 'Command module does not accept setting environment variables inline.' }];
}

/** Modules that read their text as a whole, or that are nothing but a name. */
const takesText = new Set([
  'command',
  'shell',
  'raw',
  'script',
  'include_tasks',
  'import_tasks',
  'include_vars',
  'import_playbook',
  'include',
  'meta',
  'include_role',
  'import_role',
]);

function noFreeForm(task: LintTask): Violation[] {
  const { text, module } = task;
  if (text === undefined || task.isBlock || task.dict.has('action') || task.dict.has('local_action')) return [];
  const isCommand = /^(?:command|shell|raw|script)$/.test(module);
  if (isCommand && /(?:^|\s)(?:chdir|creates|removes|executable|stdin|warn)=\S/.test(text))
    return [{ tag: 'raw', message: `Avoid using free-form when calling module actions. (${task.action})` }];
  if (takesText.has(module) || !/^\s*\w+=/.test(text)) return [];
  return [{ message: `Avoid using free-form when calling module actions. (${task.action})` }];
}

function avoidImplicit({ module, args }: LintTask): Violation[] {
  const content = args.get('content');
  if (module !== 'copy' || content === undefined || textOf(content) !== undefined || content === null) return [];
  const message = 'Avoid implicit behaviors: a list or dict as content is turned into JSON.';
  return [{ tag: 'copy-content', message, at: positionOfKey(args, 'content') }];
}

/** Commands, and what is better said otherwise. */
export const commandRules: readonly Rule[] = [
  { id: 'command-instead-of-module', summary: 'a command for which there is a module', task: commandInsteadOfModule },
  { id: 'command-instead-of-shell', summary: 'a shell without need', task: commandInsteadOfShell },
  { id: 'no-changed-when', summary: 'a command that is always changed', task: noChangedWhen },
  { id: 'risky-shell-pipe', summary: 'a pipe whose failures are lost', task: riskyShellPipe },
  { id: 'inline-env-var', summary: 'a variable that command takes for a program', task: inlineEnvironment },
  { id: 'no-free-form', summary: 'arguments in one text', task: noFreeForm },
  { id: 'avoid-implicit', summary: 'content that is silently turned into JSON', task: avoidImplicit },
];
