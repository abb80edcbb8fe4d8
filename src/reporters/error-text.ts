import { codeFrame } from '../base/frame.js';
import type { Position } from '../base/position.js';
import type { ErrorNote, ValueNote } from '../events/event.js';
import { exactPlace } from './exact-place.js';
import { placeText, type Look } from './look.js';
import { printable } from './style.js';

/** What an error is shown with besides itself. */
export interface ErrorContext {
  /** The hosts it happened on. */
  readonly where?: string | undefined;
  /** Where the task is, for an error that has no place of its own. */
  readonly task?: Position | undefined;
  /** The command that failed, as it was run. */
  readonly ran?: string | undefined;
  /** The assertion that does not hold. */
  readonly asserted?: string | undefined;
}

type ErrorLook = Pick<Look, 'style' | 'readSource' | 'directory'>;

/** An error as lines: code, hosts and message, the place, the lines around it, what it was made of, the hint. */
export function errorLines(error: ErrorNote, look: ErrorLook, context: ErrorContext = {}): string[] {
  const { style } = look;
  const { where, ran, asserted } = context;
  const title = ['error', error.code, where === undefined ? undefined : `on ${where}`].filter(Boolean).join(' ');
  const [first = '', ...others] = printable(error.plain ?? error.message).split('\n');
  return [
    `${style.red.bold(title)}${style.red(':')} ${first}`,
    ...others.map((line) => `  ${line}`),
    ...placeLines(error, look, context),
    ...(ran === undefined ? [] : [aside('ran', ran, look)]),
    ...(asserted === undefined ? [] : [aside('does not hold', asserted, look)]),
    ...(error.values ?? []).map((value) => valueLine(value, look)),
    ...(error.hint === undefined ? [] : [aside('hint', error.hint, look)]),
  ];
}

/** `= hint: what to do`. */
function aside(what: string, text: string, { style }: ErrorLook): string {
  return `  ${style.cyan(`= ${what}:`)} ${printable(text).replaceAll('\n', '\n    ')}`;
}

function valueLine({ name, value = 'not known', at }: ValueNote, look: ErrorLook): string {
  const place = at ? look.style.dim(` (${placeText(at, look)})`) : '';
  return `${aside(name, value, look)}${place}`;
}

function placeLines(error: ErrorNote, look: ErrorLook, { task }: ErrorContext): string[] {
  const at = error.at ?? task;
  if (!at) return [];
  const source = look.readSource(at.file);
  const exact = (source === undefined ? undefined : exactPlace(error, () => source)) ?? at;
  const way = (error.chain ?? []).map((place) => `, from ${placeText(place, look)}`).join('');
  return [
    `  ${look.style.cyan(`┌─ ${placeText(exact, look)}`)}${look.style.dim(way)}`,
    ...(source === undefined ? [] : frameLines(source, exact, look)),
  ];
}

function frameLines(source: string, at: Position, { style }: ErrorLook): string[] {
  return codeFrame(source, at)
    .split('\n')
    .map((line) => `  ${style.dim(printable(line))}`);
}
