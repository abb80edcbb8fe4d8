import { defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { sh } from '../shell/script.js';
import { commandArguments, commandRules } from './command/arguments.js';
import { runCommand } from './command/run.js';

export const shell = defineModule({
  name: 'ansible.builtin.shell',
  summary: 'Run a line of shell on the target.',
  freeForm: '_raw_params',
  args: commandArguments,
  rules: commandRules,
  examples: [
    'shell: journalctl -u thanos | tail -n 5',
    'shell: { cmd: "set -o pipefail; a | b", executable: /bin/bash, chdir: /tmp }',
  ],

  *run(args): Conversation<Result> {
    if (args.expand_argument_vars !== undefined)
      fail('Unsupported parameters for (shell) module: expand_argument_vars');
    const cmd = args._raw_params ?? args.cmd ?? args.argv?.join(' ') ?? '';
    if (cmd === '') fail('no command given', { rc: 256, changed: false });
    return yield* runCommand({ ...args, cmd, shown: cmd, run: sh`${args.executable ?? '/bin/sh'} -c ${cmd}` });
  },
});
