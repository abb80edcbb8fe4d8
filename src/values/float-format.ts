import { toFixedExact, toScientific } from './exact-decimal.js';
import { exponentOf, floatRepr } from './float-repr.js';

export type FloatKind = 'e' | 'f' | 'g' | 'r';

/** The digits of a non-negative double in a C-like format; `r` is Python's shortest repr. */
export function floatDigits(value: number, kind: FloatKind, precision: number, keepZeros = false): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf';
  switch (kind) {
    case 'f':
      return toFixedExact(value, precision);
    case 'e':
      return scientific(value, precision);
    case 'g':
      return general(value, Math.max(1, precision), keepZeros);
    case 'r':
      return floatRepr(value);
  }
}

function scientific(value: number, precision: number): string {
  const { mantissa, exponent } = toScientific(value, precision);
  return `${mantissa}e${exponentOf(exponent)}`;
}

function general(value: number, precision: number, keepZeros: boolean): string {
  const { mantissa, exponent } = toScientific(value, precision - 1);
  if (exponent < -4 || exponent >= precision) return `${trim(mantissa, keepZeros)}e${exponentOf(exponent)}`;
  return trim(toFixedExact(value, precision - 1 - exponent), keepZeros);
}

function trim(digits: string, keepZeros: boolean): string {
  return keepZeros || !digits.includes('.') ? digits : digits.replace(/\.?0+$/, '');
}
