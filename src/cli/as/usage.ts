import type { Flag, Grammar, Positional } from './flag.js';

const width = 78;

/** The usage of a program, folded like those of Ansible's programs. */
export function usageText({ program, flags, positional }: Grammar): string {
  const start = `usage: ${program} `;
  const indent = ' '.repeat(start.length);
  const options = fold(flagParts(flags), width - start.length);
  const words = positional ? [positionalPart(positional)] : [];
  const single = [...options, ...words].join(' ');
  const lines = options.length <= 1 && start.length + single.length <= width ? [single] : [...options, ...words];
  return `${start}${lines.join(`\n${indent}`)}\n`;
}

/** Flags of which only one may be given stand in one pair of brackets. */
function flagParts(flags: readonly Flag[]): string[] {
  const shown = new Set<Flag>();
  return flags.flatMap((flag) => {
    if (shown.has(flag)) return [];
    const together =
      flag.onlyOneOf === undefined ? [flag] : flags.filter((other) => other.onlyOneOf === flag.onlyOneOf);
    for (const one of together) shown.add(one);
    return [`[${together.map(flagPart).join(' | ')}]`];
  });
}

function flagPart({ names: [name = ''], metavar }: Flag): string {
  return metavar === undefined ? name : `${name} ${metavar}`;
}

function positionalPart({ name, count }: Positional): string {
  if (count === 'one') return name;
  if (count === 'optional') return `[${name}]`;
  return count === 'some' ? `${name} [${name} ...]` : `[${name} ...]`;
}

function fold(parts: readonly string[], most: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + part.length > most) lines.push(part);
    else lines[lines.length - 1] = `${last} ${part}`;
  }
  return lines;
}
