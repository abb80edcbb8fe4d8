import type { Command } from 'commander';
import { ContentErrors, ProvisionError } from '../../base/errors.js';
import type { CliEnvironment } from '../environment.js';
import { suggestionsFor, type NameSources, type SiteNames } from './candidates.js';
import { completionScripts } from './scripts.js';

/** Prints what a shell reads to complete the words of `provision`. Throws E0001 for a shell that is not known. */
export function printScript(shell: string, environment: CliEnvironment): void {
  const known = Object.entries(completionScripts).find(([name]) => name === shell);
  if (known) return environment.writeOutput(known[1]);
  throw new ProvisionError('E0001', `there is no completion for "${shell}"`, { hint: 'use bash, zsh or fish' });
}

/** Prints what can follow the words, one a line, with what it is behind a tab. */
export async function complete(words: readonly string[], program: Command, environment: CliEnvironment): Promise<void> {
  const found = await suggestionsFor(words, program, sourcesFor(words, environment));
  environment.writeOutput(found.map(({ value, text }) => `${value}${text === '' ? '' : `\t${text}`}\n`).join(''));
}

const nothing: SiteNames = { hosts: [], groups: [], tags: [], tasks: [] };

function sourcesFor(words: readonly string[], environment: CliEnvironment): NameSources {
  return {
    async site() {
      const { siteNames } = await import('./site-names.js');
      try {
        return await siteNames(siteWords(words), environment);
      } catch (thrown) {
        // Who types is told when the command is run.
        if (thrown instanceof ProvisionError || thrown instanceof ContentErrors) return nothing;
        throw thrown;
      }
    },
    async modules() {
      const { allDefinitions } = await import('../doc/show-doc.js');
      return allDefinitions().map(({ name, summary }) => ({
        value: name.replace(/^ansible\.builtin\./, ''),
        text: summary,
      }));
    },
    async runs() {
      const { keptRunsOf } = await import('../records/run-records.js');
      return keptRunsOf(environment).map(({ record }) => ({ value: record.id, text: record.playbooks.join(' ') }));
    },
  };
}

/** The inventories and playbooks that were typed. */
function siteWords(words: readonly string[]): { inventory: string[]; playbooks: string[] } {
  const before = words.slice(0, -1);
  const inventory = before.flatMap((word, index) => {
    if (word === '-i' || word === '--inventory') return words[index + 1] ?? [];
    return word.startsWith('--inventory=') ? [word.slice('--inventory='.length)] : [];
  });
  const playbooks = before.filter((word) => /\.ya?ml$/.test(word) && !inventory.includes(word));
  return { inventory, playbooks };
}
