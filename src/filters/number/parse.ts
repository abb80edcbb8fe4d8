import { int } from '../../values/numbers.js';

/** Python's `int(text, base)`; `undefined` where it would raise. */
export function parsePythonInt(text: string, base: number): number | bigint | undefined {
  const [, sign = '', body = ''] = /^\s*([-+]?)(\S*)\s*$/.exec(text) ?? [];
  const prefixed = /^0([xXoObB])_?(.*)$/.exec(body);
  const prefixBase = prefixed === null ? undefined : { x: 16, o: 8, b: 2 }[prefixed[1]?.toLowerCase() ?? ''];
  const usesPrefix = prefixBase !== undefined && (base === 0 || base === prefixBase);
  const digits = usesPrefix ? (prefixed?.[2] ?? '') : body;
  const radix = usesPrefix ? prefixBase : base === 0 ? 10 : base;
  if (!/^[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*$/.test(digits) || (base === 0 && !usesPrefix && /^0+[1-9]/.test(digits)))
    return undefined;
  return readDigits(digits.replaceAll('_', ''), radix, sign === '-');
}

function readDigits(digits: string, radix: number, isNegative: boolean): number | bigint | undefined {
  let value = 0n;
  for (const digit of digits) {
    const part = parseInt(digit, 36);
    if (Number.isNaN(part) || part >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(part);
  }
  return int(isNegative ? -value : value);
}

/** Python's `float(text)`; `undefined` where it would raise. */
export function parsePythonFloat(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[-+]?(?:inf|infinity)$/i.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  if (/^[-+]?nan$/i.test(trimmed)) return NaN;
  const digits = '\\d+(?:_\\d+)*';
  const pattern = new RegExp(`^[-+]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:[eE][-+]?${digits})?$`);
  return pattern.test(trimmed) ? Number(trimmed.replaceAll('_', '')) : undefined;
}
