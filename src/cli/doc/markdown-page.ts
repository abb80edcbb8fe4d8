import type { Action, Module } from '../../module-kit/module.js';
import { argumentEntries, type ArgumentEntry } from './arguments.js';
import { ruleSentences } from './rules.js';

/** A module's page of the reference. */
export function markdownPage(definition: Module | Action): string {
  const { name, aliases = [], summary, args, rules, freeForm, examples } = definition;
  const entries = argumentEntries(args);
  const sentences = ruleSentences(rules);
  const sections = [
    `# ${name}\n`,
    `${summary}\n`,
    aliases.length === 0 ? '' : `Also called ${aliases.map(code).join(', ')}.\n`,
    entries.length === 0 ? '' : table(entries),
    freeForm === undefined ? '' : 'It may also be written as text behind its name.\n',
    sentences.map((line) => `- ${line}\n`).join(''),
    `## Examples\n\n\`\`\`yaml\n${examples.map((example) => `- ${example.replaceAll('\n', '\n  ')}\n`).join('')}\`\`\`\n`,
  ];
  return sections.filter((section) => section !== '').join('\n');
}

/** The first page of the reference. */
export function indexPage(definitions: readonly (Module | Action)[]): string {
  const rows = definitions.map(({ name, summary }) => `| [${name}](${name}.md) | ${cell(summary)} |\n`);
  return `# Modules\n\nWritten from the modules themselves; \`provision doc NAME\` tells the same.\n\n| module | |\n|---|---|\n${rows.join('')}`;
}

function table(entries: readonly ArgumentEntry[]): string {
  return `| argument | type | |\n|---|---|---|\n${entries.map(row).join('')}`;
}

function row(entry: ArgumentEntry): string {
  const { name, type, isRequired, doc, choices, aliases, default: standard } = entry;
  const told = [
    cell(doc),
    ...(choices.length > 0 ? [`One of ${choices.map(code).join(', ')}.`] : []),
    ...(standard === undefined ? [] : [`Default: ${code(standard)}.`]),
    ...(aliases.length > 0 ? [`Also ${aliases.map(code).join(', ')}.`] : []),
  ].filter((part) => part !== '');
  return `| ${code(name)}${isRequired ? ' (required)' : ''} | ${type} | ${told.join(' ')} |\n`;
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

/** Text that a cell of a table can hold. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
