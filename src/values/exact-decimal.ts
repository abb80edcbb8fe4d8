/** A non-negative double with so many digits after the point, rounded half to even on its exact value. */
export function toFixedExact(value: number, digits: number): string {
  return place(scaled(value, digits), digits);
}

/** Digits and exponent of scientific notation with so many digits after the point, rounded half to even. */
export function toScientific(value: number, digits: number): { readonly mantissa: string; readonly exponent: number } {
  if (value === 0) return { mantissa: place(0n, digits), exponent: 0 };
  const exponent = Number(value.toExponential().split('e')[1] ?? 0);
  const rounded = scaled(value, digits - exponent);
  const isCarried = rounded.toString().length > digits + 1;
  return {
    mantissa: place(isCarried ? rounded / 10n : rounded, digits),
    exponent: isCarried ? exponent + 1 : exponent,
  };
}

/** value * 10^digits as an integer, rounded half to even. */
function scaled(value: number, digits: number): bigint {
  const { mantissa, exponent } = decompose(value);
  const numerator = mantissa * 10n ** BigInt(Math.max(0, digits)) * 2n ** BigInt(Math.max(0, exponent));
  const denominator = 10n ** BigInt(Math.max(0, -digits)) * 2n ** BigInt(Math.max(0, -exponent));
  const [quotient, rest] = [numerator / denominator, numerator % denominator];
  const isUp = rest * 2n > denominator || (rest * 2n === denominator && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** A double as mantissa * 2^exponent, exactly. */
function decompose(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

function place(number: bigint, digits: number): string {
  if (digits <= 0) return number.toString();
  const text = number.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
