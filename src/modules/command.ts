import { defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { textKeys } from '../module-kit/output.js';
import { quote } from '../shell/quote.js';
import { sh } from '../shell/script.js';
import { splitWords } from '../shell/split-words.js';
import { commandArguments, commandRules } from './command/arguments.js';
import { runCommand } from './command/run.js';
import { expandableWord } from './command/words.js';

export const command = defineModule({
  name: 'ansible.builtin.command',
  summary: 'Run a program on the target, without a shell.',
  freeForm: '_raw_params',
  args: commandArguments,
  rules: commandRules,
  examples: [
    'command: thanos --version',
    'command: { cmd: make install, chdir: /usr/src/app, creates: /usr/local/bin/app }',
    'command: { argv: [echo, one word with spaces], stdin: text }',
  ],

  *run(args): Conversation<Result> {
    const words = wordsOf(args);
    const run = (args.expand_argument_vars ?? true) ? sh`${words.map(expandableWord)}` : sh`${words}`;
    // A first word with a dash is a program's name here, but an option of `exec`.
    const first = words[0] ?? '';
    if (first.startsWith('-'))
      fail(`Error executing command: ${first}: not found`, { changed: false, cmd: words, rc: 2, ...textKeys('', '') });
    const result = yield* runCommand({ ...args, cmd: words, shown: words.map(quote).join(' '), run });
    return args.executable === undefined ? result : { ...result, warnings: [ignored(args.executable)] };
  },
});

function ignored(executable: string): string {
  return `As of Ansible 2.4, the parameter 'executable' is no longer supported with the 'command' module. Not using '${executable}'.`;
}

function wordsOf({ _raw_params, cmd, argv }: ValuesOf<typeof commandArguments>): readonly string[] {
  const text = _raw_params ?? cmd;
  const words = argv ?? splitWords(text ?? '');
  if (!words) fail('No closing quotation', { rc: 256, cmd: text ?? '', changed: false });
  if (words.length === 0) fail('no command given', { rc: 256, changed: false });
  return words;
}
