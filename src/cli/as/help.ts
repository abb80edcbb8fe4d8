import type { Flag, Grammar } from './flag.js';
import type { AnsibleProgram } from './program.js';
import { usageText } from './usage.js';

/** What `--help` prints: the usage, and the spellings of each flag. */
export function helpText({ summary }: AnsibleProgram, grammar: Grammar): string {
  const flags = grammar.flags.map((flag) => `  ${flagLine(flag)}\n`).join('');
  return `${usageText(grammar)}\n${summary}\n\noptions:\n${flags}`;
}

function flagLine({ names, metavar }: Flag): string {
  return names.map((name) => (metavar === undefined ? name : `${name} ${metavar}`)).join(', ');
}
