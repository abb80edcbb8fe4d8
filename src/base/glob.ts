import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** The files (not directories) that match a shell pattern, sorted. `*` does not match a leading dot. */
export function globFiles(pattern: string): string[] {
  const parts = path.posix.resolve(pattern).split('/').slice(1);
  let found = ['/'];
  for (const part of parts) found = found.flatMap((directory) => matchesIn(directory, part));
  return found.filter(isFile).sort();
}

function matchesIn(directory: string, part: string): string[] {
  if (!/[*?[]/.test(part)) return [path.posix.join(directory, part)];
  const expression = globExpression(part);
  return namesIn(directory)
    .filter((name) => expression.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .map((name) => path.posix.join(directory, name));
}

/** A pattern of shell wildcards as a regular expression over whole names. */
export function globExpression(pattern: string): RegExp {
  const source = pattern.replace(/\[!?\]?[^\]]*\]|[\s\S]/g, (piece) => {
    if (piece === '*') return '[\\s\\S]*';
    if (piece === '?') return '[\\s\\S]';
    if (piece.length > 1)
      return `[${piece
        .slice(1, -1)
        .replace(/[\\\]^]/g, '\\$&')
        .replace(/^!/, '^')}]`;
    return piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${source}$`);
}

function namesIn(directory: string): string[] {
  return statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(directory) : [];
}

function isFile(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}
