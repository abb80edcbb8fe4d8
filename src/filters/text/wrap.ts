/** How {@link wrapText} breaks. */
export interface WrapOptions {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
}

const wordPunctuation = '[\\p{L}\\p{N}_!"\'&.,?]';
const letter = '[\\p{L}_]';
const blank = '[\\t\\n\\v\\f\\r ]';
const notBlank = '[^\\t\\n\\v\\f\\r ]';
const wordCharacter = '[\\p{L}\\p{N}_]';

/** Where Python's textwrap may break: white space, hyphens within words, dashes between words. */
const chunks = new RegExp(
  `(${blank}+|(?<=${wordPunctuation})-{2,}(?=${wordCharacter})|${notBlank}+?(?:` +
    `-(?:(?<=${letter}{2}-)|(?<=${letter}-${letter}-))(?=${letter}-?${letter})` +
    `|(?=${blank}|$)|(?<=${wordPunctuation})(?=-{2,}${wordCharacter})))`,
  'u',
);
const plainChunks = new RegExp(`(${blank}+)`);

/** Breaks one paragraph into lines of at most `width` characters, as Python's `textwrap.wrap` does without touching white space. */
export function wrapText(text: string, options: WrapOptions): string[] {
  const pieces = text.split(options.breakOnHyphens ? chunks : plainChunks).filter((piece) => piece !== '');
  const waiting = pieces.map((piece) => [...piece]).reverse();
  const lines: string[] = [];
  while (waiting.length > 0) {
    if (lines.length > 0 && isBlank(waiting[waiting.length - 1])) waiting.pop();
    const line = takeLine(waiting, options);
    if (isBlank(line[line.length - 1])) line.pop();
    if (line.length > 0) lines.push(line.map((piece) => piece.join('')).join(''));
  }
  return lines;
}

function takeLine(waiting: string[][], options: WrapOptions): string[][] {
  const line: string[][] = [];
  let length = 0;
  for (let next = waiting[waiting.length - 1]; next !== undefined; next = waiting[waiting.length - 1]) {
    if (length + next.length > options.width) break;
    line.push(next);
    length += next.length;
    waiting.pop();
  }
  const next = waiting[waiting.length - 1];
  if (next !== undefined && next.length > options.width)
    takeLongWord({ line, waiting, room: options.width - length, options });
  return line;
}

function takeLongWord(at: { line: string[][]; waiting: string[][]; room: number; options: WrapOptions }): void {
  const { line, waiting, options } = at;
  const room = options.width < 1 ? 1 : at.room;
  const word = waiting[waiting.length - 1] ?? [];
  if (options.breakLongWords) {
    const end = options.breakOnHyphens && word.length > room ? hyphenBefore(word, room) : room;
    line.push(word.slice(0, end));
    waiting[waiting.length - 1] = word.slice(end);
  } else if (line.length === 0) {
    waiting.pop();
    line.push(word);
  }
}

/** Where to cut a long word: behind a hyphen that still fits, else where the room ends. */
function hyphenBefore(word: readonly string[], room: number): number {
  const hyphen = word.slice(0, room).lastIndexOf('-');
  const follows = hyphen > 0 && word.slice(0, hyphen).some((character) => character !== '-');
  return follows ? hyphen + 1 : room;
}

function isBlank(piece: readonly string[] | undefined): boolean {
  return piece !== undefined && piece.every((character) => /\s/.test(character));
}
