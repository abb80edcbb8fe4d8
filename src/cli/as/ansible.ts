import { ContentErrors, ProvisionError } from '../../base/errors.js';
import { exitCodes } from '../../engine/exit-codes.js';
import { reportAnsibleError } from './report-ansible-error.js';
import { interruptible } from '../interrupt.js';
import {
  becomeFlags,
  checkFlags,
  connectionFlags,
  directoryFlags,
  extraVariableFlags,
  forkFlags,
  helpFlags,
  hostFlags,
  moduleFlags,
  vaultFlags,
  verboseFlags,
} from './common-flags.js';
import { numberOption, option, toggle, type Grammar } from './flag.js';
import { pickSwitches, pickValues } from './pick.js';
import type { AnsibleProgram } from './program.js';
import { runOptionsOf } from './run-options-of.js';

const grammar: Grammar = {
  program: 'ansible',
  flags: [
    ...helpFlags,
    ...verboseFlags,
    ...becomeFlags,
    ...hostFlags,
    numberOption('-P, --poll POLL_INTERVAL', 'poll'),
    numberOption('-B, --background SECONDS', 'background'),
    toggle('-o, --one-line', 'oneLine'),
    option('-t, --tree TREE', 'tree'),
    ...connectionFlags,
    ...checkFlags,
    ...extraVariableFlags,
    ...vaultFlags,
    ...forkFlags,
    ...moduleFlags,
    ...directoryFlags,
    numberOption('--task-timeout TASK_TIMEOUT', 'taskTimeout'),
    option('-a, --args MODULE_ARGS', 'args'),
    option('-m, --module-name MODULE_NAME', 'moduleName'),
  ],
  positional: { name: 'pattern', count: 'one' },
};

/** Runs one module on the hosts of a pattern. */
export const ansible: AnsibleProgram = {
  name: 'ansible',
  summary: "Define and run a single task 'playbook' against a set of hosts",
  grammarFor: (words) => ({ grammar, words }),
  async run(given, _grammar, environment) {
    const { execute } = await import('../execute.js');
    const options = {
      ...runOptionsOf(given),
      ...pickSwitches(given, ['listHosts', 'oneLine']),
      ...pickValues(given, ['moduleName', 'args', 'poll', 'background', 'tree']),
    };
    const [pattern = ''] = given.positionals;
    try {
      return await interruptible(environment, (signal) => execute(pattern, options, { environment, signal }));
    } catch (thrown) {
      if (!isUnknownModule(thrown)) throw thrown;
      // Ansible finds out on each host that there is no such module: its task has failed.
      reportAnsibleError(thrown, environment);
      return exitCodes.failed;
    }
  },
};

function isUnknownModule(thrown: unknown): boolean {
  const first = thrown instanceof ContentErrors ? thrown.errors[0] : thrown;
  return first instanceof ProvisionError && first.code === 'E0501';
}
