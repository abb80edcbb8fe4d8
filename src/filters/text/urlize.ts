import { escapeHtml } from './html.js';

export interface UrlizeOptions {
  readonly trimLimit: number | undefined;
  readonly rel: string;
  readonly target: string | undefined;
  readonly extraSchemes: readonly string[];
}

const word = '[\\p{L}\\p{N}_%-]';
const web = new RegExp(
  `^(?:(?:https?://|www\\.)(?:(?:${word}+\\.)+)?(?:[a-z]{2,63}|xn--[\\p{L}\\p{N}_%]{2,59})` +
    `|(?:${word}{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)` +
    `|https?://(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}\\]))` +
    `(?::\\d{1,5})?(?:[/?#]\\S*)?$`,
  'iu',
);
const email = /^\S+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u;

/** Text with its web and mail addresses made into links, as Jinja's `urlize` does. */
export function urlize(text: string, options: UrlizeOptions): string {
  return escapeHtml(text)
    .split(/(\s+)/)
    .map((piece) => linkWord(piece, options))
    .join('');
}

function linkWord(piece: string, options: UrlizeOptions): string {
  const { head, middle, tail } = trimPunctuation(piece);
  return `${head}${linkAddress(middle, options)}${tail}`;
}

/** Brackets and full stops around an address are not part of it, unless a bracket inside opens what one behind closes. */
function trimPunctuation(piece: string): { head: string; middle: string; tail: string } {
  const head = /^(?:[(<]|&lt;)+/.exec(piece)?.[0] ?? '';
  let middle = piece.slice(head.length);
  let tail = /(?:[)>.,\n]|&gt;)+$/.exec(middle)?.[0] ?? '';
  middle = middle.slice(0, middle.length - tail.length);
  for (const [open, close] of [
    ['(', ')'],
    ['<', '>'],
    ['&lt;', '&gt;'],
  ] as const) {
    let missing = count(middle, open) - count(middle, close);
    while (missing-- > 0 && tail.includes(close)) {
      const end = tail.indexOf(close) + close.length;
      middle += tail.slice(0, end);
      tail = tail.slice(end);
    }
  }
  return { head, middle, tail };
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function linkAddress(address: string, options: UrlizeOptions): string {
  const attributes = `${options.rel === '' ? '' : ` rel="${escapeHtml(options.rel)}"`}${
    options.target === undefined ? '' : ` target="${escapeHtml(options.target)}"`
  }`;
  if (web.test(address)) {
    const target = /^https?:\/\//.test(address) ? address : `https://${address}`;
    return `<a href="${target}"${attributes}>${shortened(address, options)}</a>`;
  }
  if (address.startsWith('mailto:') && email.test(address.slice(7)))
    return `<a href="${address}">${address.slice(7)}</a>`;
  const isMail = address.includes('@') && !address.startsWith('www.') && !address.includes(':') && email.test(address);
  if (isMail) return `<a href="mailto:${address}">${address}</a>`;
  const scheme = options.extraSchemes.find((extra) => address !== extra && address.startsWith(extra));
  return scheme === undefined ? address : `<a href="${address}"${attributes}>${address}</a>`;
}

function shortened(address: string, { trimLimit }: UrlizeOptions): string {
  return trimLimit !== undefined && address.length > trimLimit ? `${address.slice(0, trimLimit)}...` : address;
}
