import { isInt } from '../../values/numbers.js';
import { isTrue } from '../../values/truth.js';
import type { Value } from '../../values/value.js';
import type { CallArguments } from '../call-arguments.js';
import type { RuntimeValue } from '../runtime.js';

const words =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua'.split(
    ' ',
  );

/** `lipsum(n, html, min, max)`: paragraphs of filler text; the same ones every time. */
export function makeLipsum({ args, named }: CallArguments): Value {
  const count = numberOf(args[0] ?? named.get('n'), 5);
  const isHtml = isTrue(args[1] ?? named.get('html') ?? true);
  const least = numberOf(args[2] ?? named.get('min'), 20);
  const paragraphs = Array.from({ length: count }, (_, index) => paragraph(index, least));
  return isHtml ? paragraphs.map((text) => `<p>${text}</p>`).join('\n') : paragraphs.join('\n\n');
}

function numberOf(value: RuntimeValue | undefined, otherwise: number): number {
  return isInt(value) ? Number(value) : otherwise;
}

function paragraph(start: number, length: number): string {
  const text = Array.from({ length }, (_, index) => words[(start * 7 + index) % words.length] ?? '').join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
