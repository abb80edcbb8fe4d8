/** What a text is, which decides on its colour. */
export type Tone =
  | 'ok'
  | 'changed'
  | 'skip'
  | 'error'
  | 'unreachable'
  | 'warn'
  | 'deprecate'
  | 'verbose'
  | 'debug'
  | 'highlight'
  | 'diff_add'
  | 'diff_remove'
  | 'diff_lines'
  | 'included'
  | 'normal';

/** Colours by Ansible's names; none where the output has no colour. */
export type Palette = Readonly<Record<Tone, string>> | undefined;

/** The colours of Ansible's `[colors]` when nothing is set. */
export const defaultPalette: Readonly<Record<Tone, string>> = {
  ok: 'green',
  changed: 'yellow',
  skip: 'cyan',
  error: 'red',
  unreachable: 'bright red',
  warn: 'bright purple',
  deprecate: 'purple',
  verbose: 'blue',
  debug: 'dark gray',
  highlight: 'white',
  diff_add: 'green',
  diff_remove: 'red',
  diff_lines: 'cyan',
  included: 'cyan',
  normal: 'normal',
};

const codes: Readonly<Record<string, string>> = {
  black: '0;30',
  'bright gray': '0;37',
  blue: '0;34',
  white: '1;37',
  green: '0;32',
  'bright blue': '1;34',
  cyan: '0;36',
  'bright green': '1;32',
  red: '0;31',
  'bright cyan': '1;36',
  purple: '0;35',
  'bright red': '1;31',
  yellow: '0;33',
  'bright purple': '1;35',
  'dark gray': '1;30',
  'bright yellow': '1;33',
  magenta: '0;35',
  'bright magenta': '1;35',
  normal: '0',
};

/** Text in the colour of a tone, line by line, so that a pager shows each line in it. */
export function coloured(text: string, tone: Tone, palette: Palette): string {
  if (!palette) return text;
  const code = codeOf(palette[tone]);
  return text
    .split('\n')
    .map((line) => `\u001b[${code}m${line}\u001b[0m`)
    .join('\n');
}

/** `colorN`, `rgbRGB` and `grayN` name colours of a palette of 256. */
function codeOf(name: string): string {
  const [, kind, digits = ''] = /^(color|rgb|gray)(\d+)$/.exec(name) ?? [];
  if (kind === 'color') return `38;5;${Number(digits)}`;
  if (kind === 'gray') return `38;5;${232 + Number(digits)}`;
  if (kind === 'rgb') {
    const [red = 0, green = 0, blue = 0] = [...digits].map(Number);
    return `38;5;${16 + 36 * red + 6 * green + blue}`;
  }
  return codes[name] ?? '0';
}
