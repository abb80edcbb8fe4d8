import type { Position } from '../../base/position.js';
import type { ReadSource } from '../exact-place.js';

const linesBefore = 2;
const longestLine = 120;

/** Where something is written: its place, the lines up to it and a mark under its column. */
export function originLines(at: Position, readSource: ReadSource): string[] {
  const place = `Origin: ${at.file}:${at.line}:${at.column}`;
  const source = readSource(at.file)?.split('\n');
  if (source === undefined || source.length < at.line) return [place];
  const first = Math.max(1, at.line - linesBefore);
  const width = String(at.line).length;
  const numbered = source
    .slice(first - 1, at.line)
    .map((line, index) => cut(`${String(first + index).padStart(width)} ${line.replaceAll('\t', ' ')}`.trimEnd()));
  const mark = `${' '.repeat(width + at.column)}^ column ${at.column}`;
  return [place, '', ...numbered, mark];
}

function cut(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine - 3)}...` : line;
}
