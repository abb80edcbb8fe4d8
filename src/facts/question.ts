import { ProvisionError } from '../base/errors.js';
import { defineQuestion } from '../questions/question.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { Blocks, type FactFamily, type FactOptions, type Facts } from './family.js';
import { factFamilies } from './index.js';

export interface FactSubject extends FactOptions {
  /** The family's name. */
  readonly family: string;
}

/** The facts of a family, by their names without prefix. All families asked for together are one script. */
export const gatherFacts = defineQuestion<FactSubject, Facts>({
  kind: 'facts',
  script: (subjects) => joinScripts([prelude, ...subjects.map((subject, index) => section(subject, index))]),
  read(outcome, subjects) {
    const sections = sectionsOf(outcome.stdout.toString());
    return subjects.map((subject, index) =>
      familyOf(subject).read(sections.get(String(index)) ?? new Blocks(new Map())),
    );
  },
});

/**
 * Control characters that do not occur in the files read frame the output. Small files are read by the shell itself: a
 * process for each would cost more than all else that is asked.
 */
const prelude = sh`export LC_ALL=C
block() { printf '\\n\\036%s\\n' "$1"; }
put() { block "$1"; shift; "$@" 2>/dev/null; }
have() { command -v "$1" >/dev/null 2>&1; }
lines() { [ -f "$1" ] && [ -r "$1" ] && while IFS= read -r text || [ -n "$text" ]; do printf '%s\\n' "$text"; done <"$1"; }
show() { block "$1"; lines "$2"; }
line() { if [ -f "$2" ]; then text=; read -r text <"$2" 2>/dev/null; printf '%s %s\\n' "$1" "$text"; fi; }`;

function section(subject: FactSubject, index: number): Script {
  return sh`printf '\\n\\035%s\\n' ${index}
{ ${familyOf(subject).script(subject)}
} </dev/null 2>/dev/null`;
}

function familyOf({ family }: FactSubject): FactFamily {
  const found = factFamilies.get(family);
  if (!found) throw new ProvisionError('E0901', `there is no family of facts called ${family}`);
  return found;
}

function sectionsOf(output: string): ReadonlyMap<string, Blocks> {
  return new Map([...splitAt(output, '\x1d')].map(([name, text]) => [name, new Blocks(splitAt(text, '\x1e'))]));
}

/** Parts that begin with a control character and a name's line; the newline before the character belongs to the frame. */
function splitAt(text: string, mark: string): ReadonlyMap<string, string> {
  const parts = text.split(mark).slice(1);
  return new Map(
    parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1).replace(/\n$/, '')]),
  );
}
