import type { Rule } from '../rule.js';
import { behaviourRules } from './behaviour.js';
import { commandRules } from './commands.js';
import { conditionRules } from './conditions.js';
import { fileRules } from './files.js';
import { nameRules } from './names.js';
import { textRules } from './texts.js';
import { variableRules } from './variables.js';

/** What is wrong with files themselves: found while they are read. */
const readingRules: readonly Rule[] = [
  { id: 'load-failure', summary: 'a file that cannot be read' },
  { id: 'yaml', summary: 'a key that is there twice' },
  { id: 'syntax-check', summary: 'content that no run would begin with' },
  { id: 'args', summary: 'arguments that the module does not take' },
];

/** All rules, by their names. */
export const rules: ReadonlyMap<string, Rule> = new Map(
  [
    ...readingRules,
    ...behaviourRules,
    ...commandRules,
    ...conditionRules,
    ...fileRules,
    ...nameRules,
    ...textRules,
    ...variableRules,
  ]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule) => [rule.id, rule]),
);
