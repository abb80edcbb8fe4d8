import { quote } from '../../shell/quote.js';
import { rawShell, type Script } from '../../shell/script.js';

/** A word in which the target's shell expands what Ansible expands without one: environment variables and a leading `~`. */
export function expandableWord(word: string): Script {
  const home = /^~[\w.-]*(?=\/|$)/.exec(word)?.[0] ?? '';
  const rest = word.slice(home.length);
  // The slash must stay unquoted too, or the shell does not see the tilde.
  const slash = home !== '' && rest.startsWith('/') ? '/' : '';
  return rawShell(home + slash + expandVariables(rest.slice(slash.length), home !== ''));
}

function expandVariables(text: string, mayBeEmpty: boolean): string {
  if (text === '') return mayBeEmpty ? '' : "''";
  const parts = text.split(/(\$[A-Za-z_]\w*|\$\{[A-Za-z_]\w*\})/);
  return parts.map((part, index) => (index % 2 === 1 ? variable(part) : part === '' ? '' : quote(part))).join('');
}

/** An unset variable stays as it was written. */
function variable(reference: string): string {
  const name = reference.replace(/[${}]/g, '');
  return `"$\{${name}-${reference.replace(/[$}]/g, '\\$&')}}"`;
}
