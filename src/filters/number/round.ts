/** Python's `round` of a float: to the nearest decimal of the exact value, halves to the even one. */
export function roundFloat(value: number, precision: number): number {
  if (!Number.isFinite(value) || precision > 22 || Math.abs(value) >= 1e21) return value;
  if (precision < 0) return Number(roundDigits(exactDigits(value), precision));
  return Number(roundDigits(exactDigits(value), precision));
}

interface ExactDecimal {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/** A double's decimal expansion; a hundred places hold every half that a double can stand for near a rounding point. */
function exactDigits(value: number): ExactDecimal {
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(100).split('.');
  return { isNegative: value < 0 || Object.is(value, -0), whole, fraction };
}

function roundDigits({ isNegative, whole, fraction }: ExactDecimal, precision: number): string {
  const digits = whole + fraction;
  const point = whole.length;
  const kept = Math.max(0, point + precision);
  const rest = digits.slice(kept).padEnd(1, '0');
  const base = BigInt(digits.slice(0, kept) || '0');
  const half = `5${'0'.repeat(Math.max(0, rest.length - 1))}`;
  const isUp = point + precision < 0 ? false : rest > half || (rest === half && base % 2n === 1n);
  return `${isNegative ? '-' : ''}${base + (isUp ? 1n : 0n)}e${-precision}`;
}

/** Python's `round` of an int to tens, hundreds ...; halves to the even one. */
export function roundInt(value: bigint, precision: number): bigint {
  if (precision >= 0) return value;
  const unit = 10n ** BigInt(-precision);
  const floor = value / unit - (value % unit < 0n ? 1n : 0n);
  const twice = (value - floor * unit) * 2n;
  const isUp = twice > unit || (twice === unit && floor % 2n !== 0n);
  return (floor + (isUp ? 1n : 0n)) * unit;
}
