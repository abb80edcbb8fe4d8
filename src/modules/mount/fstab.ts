import { linesOf } from '../text-edit/file-text.js';
import type { Wish } from './arguments.js';

/** The text of an fstab with a mount's line as wished: in place of the one that is there, else at the end. */
export function withMount(text: string, wish: Wish): string {
  const lines = linesOf(text);
  const isFound = lines.some((line) => isOf(line, wish));
  const wanted = `${lineOf(wish)}\n`;
  if (isFound) return lines.map((line) => (isOf(line, wish) && !means(line, wish) ? wanted : line)).join('');
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${wanted}`;
}

/** The text without a mount's lines. */
export function withoutMount(text: string, wish: Wish): string {
  return linesOf(text)
    .filter((line) => !isOf(line, wish))
    .join('');
}

/** Blanks in a field would end it: they are written as fstab(5) has it. */
export function escapeField(field: string): string {
  return field.replace(/[\\ \t\n]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** A field of fstab or /proc/self/mountinfo as it is meant. */
export function unescapeField(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function fieldsOf(line: string): string[] | undefined {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return undefined;
  const fields = text.split(/\s+/);
  return fields.length < 4 || fields.length > 6 ? undefined : fields;
}

/** Swap space is mounted nowhere, so its device tells whose line it is. */
function isOf(line: string, { path, src, fstype }: Wish): boolean {
  const fields = fieldsOf(line);
  if (fields?.[1] !== escapePath(path)) return false;
  if (path !== 'none' || fields[2] !== 'swap' || (fstype !== undefined && fstype !== 'swap')) return true;
  return src === undefined || fields[0] === escapePath(src);
}

function means(line: string, wish: Wish): boolean {
  const [src, path, fstype, opts, dump = '0', passno = '0'] = fieldsOf(line) ?? [];
  const wanted = [escapePath(wish.src ?? ''), escapePath(wish.path), wish.fstype, wish.opts, wish.dump, wish.passno];
  return [src, path, fstype, opts, dump, passno].every((field, index) => field === wanted[index]);
}

function lineOf({ src = '', path, fstype = '', opts, dump, passno }: Wish): string {
  return [escapePath(src), escapePath(path), fstype, opts, dump, passno].join(' ');
}

/** A path that is written with its blanks escaped already is left as it is. */
function escapePath(path: string): string {
  return escapeField(unescapeField(path));
}
