import type { DiffNote } from '../../events/event.js';
import { dumpJson } from '../../values/python-json/dump.js';
import { fromJson } from '../../values/json.js';
import { unifiedDiff } from '../unified-diff.js';
import { coloured, type Palette } from './colours.js';
import { pythonJson } from './result-text.js';

/** A difference as Ansible shows it, with an empty line at its end; nothing when there is none. */
export function diffText(diff: DiffNote, palette: Palette): string {
  const lines = unifiedDiff(textOf(diff.before), textOf(diff.after), {
    before: header('before', diff.beforeHeader),
    after: header('after', diff.afterHeader),
  });
  return lines.map((line) => `${colourLine(shortRange(line), palette)}\n`).join('');
}

function header(word: string, name: string | undefined): string {
  return name === undefined ? word : `${word}: ${name}`;
}

function textOf(side: DiffNote['before']): string {
  if (typeof side === 'string') return side;
  return `${dumpJson(fromJson(side), { ...pythonJson, indent: '    ' })}\n`;
}

/** A range of one line is told without its length. */
function shortRange(line: string): string {
  return /^@@ -\d+,\d+ \+\d+,\d+ @@$/.test(line) ? line.replaceAll(/(\d+),1 /g, '$1 ') : line;
}

function colourLine(line: string, palette: Palette): string {
  if (line.startsWith('+')) return coloured(line, 'diff_add', palette);
  if (line.startsWith('-')) return coloured(line, 'diff_remove', palette);
  return line.startsWith('@@') ? coloured(line, 'diff_lines', palette) : line;
}
