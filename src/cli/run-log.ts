import { appendFileSync } from 'node:fs';
import type { AnsibleOptions } from '../reporters/ansible/options.js';
import type { CliEnvironment } from './environment.js';

type Output = Omit<AnsibleOptions, 'verbosity'>;

/** `log_path`: what is shown is also written to a file, with the time and without its colours. */
export function withLog<Kind extends Output>(
  output: Kind,
  path: string,
  { processId, variables }: Pick<CliEnvironment, 'processId' | 'variables'>,
): Kind {
  const log = (text: string): void => {
    const plain = text.replaceAll(/\u001b\[[0-9;]*m/g, '').trim();
    if (plain === '') return;
    const level = plain.startsWith('[ERROR]') ? 'ERROR' : 'INFO';
    const user = variables['USER'] ?? variables['LOGNAME'] ?? '';
    appendFileSync(path, `${timeText(new Date())} p=${processId} u=${user} n=ansible ${level}| ${plain}\n`);
  };
  return {
    ...output,
    writeOutput(text: string) {
      output.writeOutput(text);
      log(text);
    },
    writeError(text: string) {
      output.writeError(text);
      log(text);
    },
  };
}

function timeText(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  return `${date} ${time},${String(now.getMilliseconds()).padStart(3, '0')}`;
}
