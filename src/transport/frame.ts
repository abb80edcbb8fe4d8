import { randomBytes } from 'node:crypto';
import { ProvisionError } from '../base/errors.js';
import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import type { Marks } from './marked-stream.js';

/** Fresh marks. Their text cannot be guessed, and never appears in a command line or an environment. */
export function createMarks(): Marks {
  const nonce = randomBytes(16).toString('hex');
  return { start: `${nonce}<`, end: `${nonce}>` };
}

/** Prints the start mark on stdout and stderr. */
export function startOf(marks: Marks): Script {
  return sh`printf %s ${marks.start}; printf %s ${marks.start} >&2`;
}

/** Prints the end marks, with the status that `$?` holds. */
export function endOf(marks: Marks): Script {
  return sh`printf ${`${marks.end}%s;`} "$?"; printf %s ${`${marks.end};`} >&2`;
}

/** A script's place in the shell's input: everything on one logical line, so that the shell reads all before it runs any. */
export interface Frame {
  readonly marks: Marks;
  /** Complete commands that make the attachments; when they fail, the script is not run. */
  readonly before: readonly Script[];
  /** Finished shell text. It is evaluated in a subshell, so that even a syntax error ends only the subshell. */
  readonly text: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Removes the attachments. */
  readonly after: readonly Script[];
  /** Whether bytes for the script follow in the shell's input. */
  readonly hasInput?: boolean;
}

/** The text of a {@link Frame} as the shell reads it. */
export function frameText({ marks, before, text, environment, after, hasInput = false }: Frame): string {
  const subshell = joinScripts([...before.map(orExit), ...exportsOf(environment), sh`eval ${` ${text}`}`], '; ');
  const run = sh`( ${subshell} )${rawShell(hasInput ? '' : ' </dev/null')}`;
  const parts = [startOf(marks), run, endOf(marks), ...after, ...(hasInput ? [skipInput(marks)] : [])];
  return `{ ${joinScripts(parts, '; ').toString()}; }\n`;
}

/** What a script has left of its input is passed over up to a line that cannot be in it; none is taken for a command. */
function skipInput({ end }: Marks): Script {
  return sh`while IFS= read -r provision_line && [ "$provision_line" != ${end} ]; do :; done`;
}

/** Behind a script's input: the shell reads commands again. */
export function endOfInput({ end }: Marks): string {
  return `\n${end}\n`;
}

function orExit(script: Script): Script {
  return sh`${script} || exit 1`;
}

function exportsOf(environment: Readonly<Record<string, string>>): Script[] {
  return Object.entries(environment).map(([name, value]) => {
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      throw new ProvisionError('E0502', `"${name}" cannot be the name of an environment variable`, {
        hint: 'use letters, digits and underscores, not beginning with a digit',
      });
    }
    if (value.includes('\0')) throw new ProvisionError('E0502', `the environment variable "${name}" holds a NUL byte`);
    return sh`export ${rawShell(name)}=${value}`;
  });
}
