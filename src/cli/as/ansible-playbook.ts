import { interruptible } from '../interrupt.js';
import {
  becomeFlags,
  checkFlags,
  connectionFlags,
  extraVariableFlags,
  forkFlags,
  helpFlags,
  hostFlags,
  moduleFlags,
  vaultFlags,
  verboseFlags,
} from './common-flags.js';
import { option, toggle, type Grammar } from './flag.js';
import { pickSwitches } from './pick.js';
import type { AnsibleProgram } from './program.js';
import { runOptionsOf } from './run-options-of.js';

const grammar: Grammar = {
  program: 'ansible-playbook',
  flags: [
    ...helpFlags,
    ...verboseFlags,
    ...connectionFlags,
    toggle('--force-handlers', 'forceHandlers'),
    ...becomeFlags,
    option('-t, --tags TAGS', 'tags'),
    option('--skip-tags SKIP_TAGS', 'skipTags'),
    ...checkFlags,
    ...hostFlags,
    ...extraVariableFlags,
    ...vaultFlags,
    ...forkFlags,
    ...moduleFlags,
    toggle('--syntax-check', 'syntaxCheck'),
    toggle('--list-tasks', 'listTasks'),
    toggle('--list-tags', 'listTags'),
    toggle('--step', 'step'),
    option('--start-at-task START_AT_TASK', 'startAtTask'),
  ],
  positional: { name: 'playbook', count: 'some' },
};

/** Runs playbooks. */
export const ansiblePlaybook: AnsibleProgram = {
  name: 'ansible-playbook',
  summary: 'Runs Ansible playbooks, executing the defined tasks on the targeted hosts.',
  grammarFor: (words) => ({ grammar, words }),
  async run(given, _grammar, environment) {
    const { runOrList } = await import('../run-or-list.js');
    const options = {
      ...runOptionsOf(given),
      tags: given.all('tags'),
      skipTags: given.all('skipTags'),
      ...pickSwitches(given, ['listHosts', 'listTasks', 'listTags', 'syntaxCheck']),
    };
    return interruptible(environment, (signal) => runOrList(given.positionals, options, { environment, signal }));
  },
};
