import { ProvisionError, messageOf } from '../base/errors.js';

/** A test for names: a wildcard pattern (`web*`, `db?`, `n[0-9]`), or a regular expression after `~`, matched at the start. */
export function compileName(pattern: string): (name: string) => boolean {
  if (pattern.startsWith('~')) return compileExpression(pattern.slice(1));
  if (!/[*?[]/.test(pattern)) return (name) => name === pattern;
  const expression = new RegExp(`^${translateWildcards(pattern)}$`, 'su');
  return (name) => expression.test(name);
}

/** Python's flags and group names, in JavaScript's spelling. */
function compileExpression(source: string): (name: string) => boolean {
  const [, flags = '', rest = source] = /^\(\?([aimsux]+)\)(.*)$/s.exec(source) ?? [];
  const body = rest.replaceAll('(?P<', '(?<').replaceAll(/\\A/g, '^').replaceAll(/\\Z/g, '$');
  try {
    const expression = new RegExp(`^(?:${body})`, flags.replace(/[^ims]/g, ''));
    return (name) => expression.test(name);
  } catch (cause) {
    throw new ProvisionError(
      'E0203',
      `the host pattern "~${source}" is not a regular expression: ${messageOf(cause)}`,
      { cause },
    );
  }
}

function translateWildcards(pattern: string): string {
  return pattern.replace(
    /\[(!?)(\]?[^\]]*)\]|[*?]|[\\^$.+()[\]{}|/]/g,
    (whole: string, negated?: string, members?: string) => {
      if (whole === '*') return '.*';
      if (whole === '?') return '.';
      if (members === undefined) return `\\${whole}`;
      return `[${negated === '!' ? '^' : ''}${members.replace(/[\\[\]^&~|]/g, '\\$&')}]`;
    },
  );
}
