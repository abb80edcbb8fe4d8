import { arg } from '../../module-kit/index.js';

/** The arguments that `command` and `shell` share. */
export const commandArguments = {
  _raw_params: arg.string({ doc: 'The command, written without a name.' }),
  cmd: arg.string({ doc: 'The command.' }),
  argv: arg.list(arg.string({ doc: 'One word.' }))({ doc: 'The command as a list of words.' }),
  chdir: arg.path({ doc: 'Directory to run in.' }),
  creates: arg.path({ doc: 'A path or glob pattern; if it matches, the command is not run.' }),
  removes: arg.path({ doc: 'A path or glob pattern; unless it matches, the command is not run.' }),
  executable: arg.path({ doc: 'The shell to run the command with, as an absolute path.' }),
  stdin: arg.string({ doc: 'Text for the standard input.' }),
  stdin_add_newline: arg.boolean({ default: true, doc: 'Append a newline to the standard input.' }),
  strip_empty_ends: arg.boolean({ default: true, doc: 'Drop empty lines at the end of the output.' }),
  expand_argument_vars: arg.boolean({
    doc: 'Expand environment variables and ~ in the words of a command, unless false. A shell expands by itself: refused there.',
  }),
} as const;

export const commandRules = {
  mutuallyExclusive: [['_raw_params', 'cmd', 'argv']],
  requiredOneOf: [['_raw_params', 'cmd', 'argv']],
} as const;
