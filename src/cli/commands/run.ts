import { Option, type Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import { interruptible } from '../interrupt.js';
import { addRunOptions, type RunOptions } from '../run-options.js';
import { collect } from './collect.js';

export interface PlaybookOptions extends RunOptions {
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  readonly listHosts?: boolean;
  readonly listTasks?: boolean;
  readonly listTags?: boolean;
  readonly syntaxCheck?: boolean;
  readonly forgetHandlers?: boolean;
  readonly resume?: boolean;
  readonly resumeFrom?: string;
}

/** `provision [PLAYBOOK...]`: runs playbooks, as ansible-playbook does. */
export function runCommand(program: Command, environment: CliEnvironment): void {
  addPlaybookOptions(program)
    .option('--step', 'ask before each task')
    .option('--debug-on-fail', 'look at a task that failed in the debugger: inspect, edit, retry, open a shell')
    .option('--resume', 'go on where the last run of these playbooks failed, on each host by itself')
    .option('--resume-from <run>', 'the same, from an earlier run (provision runs list)')
    .option('--forget-handlers', 'do not run the handlers that earlier runs have left')
    .option('--no-record', 'keep no record of this run')
    .option('--list-hosts', 'list the hosts of each play, and run nothing')
    .option('--list-tasks', 'list the tasks that would run, and run nothing')
    .option('--list-tags', 'list the tags, and run nothing')
    .option('--syntax-check', 'check the content, and run nothing')
    .action(async (playbooks: readonly string[], options: PlaybookOptions) => {
      const { runOrList } = await import('../run-or-list.js');
      environment.setExitCode(
        await interruptible(environment, (signal) => runOrList(playbooks, options, { environment, signal })),
      );
    });
}

/** The options that everything has which goes through playbooks, whether it changes something or only tells. */
export function addPlaybookOptions(command: Command): Command {
  return addRunOptions(command)
    .argument('[playbook...]', 'playbooks to run (default: provision.yaml, else playbooks/provision.yaml)')
    .addOption(new Option('-t, --tags <tags>', 'only tasks with these tags (repeatable)').argParser(collect))
    .addOption(new Option('--skip-tags <tags>', 'not the tasks with these tags (repeatable)').argParser(collect))
    .option('--force-handlers', 'run notified handlers even on hosts that failed')
    .option('--start-at-task <name>', 'begin with this task: its name, "role : name", or file:line');
}
