import type { Action, Module } from '../../module-kit/module.js';
import { argumentEntries, type ArgumentEntry } from './arguments.js';
import { ruleSentences } from './rules.js';

/** A module's documentation for a terminal. */
export function textPage(definition: Module | Action): string {
  const { name, aliases = [], summary, args, rules, freeForm, examples } = definition;
  const entries = argumentEntries(args);
  const sentences = ruleSentences(rules);
  const sections = [
    `${[name, ...aliases].join(', ')}\n\n  ${summary}\n`,
    entries.length === 0 ? '' : `Arguments (* must be given)\n\n${entries.map(paragraph).join('\n')}`,
    freeForm === undefined ? '' : 'It may also be written as text behind its name.\n',
    sentences.length === 0 ? '' : `Together\n\n${sentences.map((line) => `  ${line}\n`).join('')}`,
    `Examples\n\n${examples.map((example) => `  - ${example.replaceAll('\n', '\n    ')}\n`).join('')}`,
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function paragraph(entry: ArgumentEntry): string {
  const { name, type, isRequired, doc } = entry;
  const lines = [`${name}${isRequired ? ' *' : ''}  (${type})`, ...(doc === '' ? [] : [`  ${doc}`]), ...details(entry)];
  return lines.map((line) => `  ${line}\n`).join('');
}

function details({ choices, aliases, default: standard }: ArgumentEntry): string[] {
  return [
    ...(choices.length > 0 ? [`  one of: ${choices.join(', ')}`] : []),
    ...(standard === undefined ? [] : [`  default: ${standard}`]),
    ...(aliases.length > 0 ? [`  also: ${aliases.join(', ')}`] : []),
  ];
}
