import type { Position } from '../base/position.js';

/** A piece of a file's text, all of it on one line, and what is to stand there instead. */
export interface Edit {
  readonly at: Position;
  /** What stands there now: nothing is changed where something else does. */
  readonly before: string;
  readonly after: string;
  /** Set where what stands there is in quotes, which go with it. */
  readonly isQuoted?: boolean;
}

/** The text with the edits made; comments and layout stay as they are. Tells how many could be made. */
export function applyEdits(text: string, edits: readonly Edit[]): { readonly text: string; readonly made: number } {
  const lines = text.split('\n');
  let made = 0;
  // From the end, so that places before stay true.
  const ordered = [...edits].sort((a, b) => b.at.line - a.at.line || b.at.column - a.at.column);
  for (const edit of ordered) {
    const index = edit.at.line - 1;
    const edited = editLine(lines[index] ?? '', edit);
    if (edited === undefined) continue;
    lines[index] = edited;
    made++;
  }
  return { text: lines.join('\n'), made };
}

function editLine(line: string, { at, before, after, isQuoted }: Edit): string | undefined {
  const forms = isQuoted === true ? [`"${before}"`, `'${before}'`] : [before];
  const start = at.column - 1;
  const found = forms.find((form) => line.startsWith(form, start));
  return found === undefined ? undefined : line.slice(0, start) + after + line.slice(start + found.length);
}
