import { linesOf } from '../text-edit/file-text.js';

export interface Limit {
  readonly domain: string;
  readonly type: string;
  readonly item: string;
  readonly value: string;
  readonly comment: string;
  /** Keep the old value when it is the larger, or the smaller one. */
  readonly keep: 'larger' | 'smaller' | undefined;
}

/** The text of limits.conf with a limit in it, and the limit's line. */
export function withLimit(text: string, wanted: Limit): { readonly text: string; readonly line: string } {
  const lines = linesOf(text);
  const at = lines.findIndex((line) => isOf(line, wanted));
  if (at < 0) {
    const line = lineOf(wanted, wanted.value, wanted.comment === '' ? '' : `#${wanted.comment}`);
    return { text: `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}`, line };
  }
  const old = lines[at] ?? '';
  const [, , , now = ''] = old.trim().split(/\s+/);
  const comment = wanted.comment === '' ? (/#.*$/.exec(old.trim())?.[0] ?? '') : `#${wanted.comment}`;
  const value = chosen(now, wanted);
  const line = lineOf(wanted, value, comment);
  return { text: value === now ? text : lines.with(at, line).join(''), line };
}

function isOf(line: string, { domain, type, item }: Limit): boolean {
  if (line.trim().startsWith('#')) return false;
  const fields = line.trim().split(/\s+/);
  return fields[0] === domain && fields[1] === type && fields[2] === item;
}

function chosen(now: string, { value, item, keep }: Limit): string {
  if (keep === undefined) return value;
  const [old, wanted] = [numberOf(now, item), numberOf(value, item)];
  const isOldKept = keep === 'larger' ? old >= wanted : old <= wanted;
  return isOldKept ? now : value;
}

function numberOf(value: string, item: string): number {
  const isUnlimited = value === 'unlimited' || value === 'infinity' || (value === '-1' && !isPriority(item));
  return isUnlimited ? Infinity : Number(value);
}

export function isPriority(item: string): boolean {
  return item === 'nice' || item === 'priority';
}

function lineOf({ domain, type, item }: Limit, value: string, comment: string): string {
  return `${[domain, type, item, value, ...(comment === '' ? [] : [comment])].join('\t')}\n`;
}
