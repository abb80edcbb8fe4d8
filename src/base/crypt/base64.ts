/** The alphabet of crypt(3), which is not that of base64. */
export const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Three bytes (or fewer) as characters of crypt's alphabet, lowest bits first. */
export function encodeTriple(high: number, middle: number, low: number, length: number): string {
  let word = (high << 16) | (middle << 8) | low;
  let out = '';
  for (let count = 0; count < length; count++) {
    out += cryptAlphabet.charAt(word & 0x3f);
    word >>>= 6;
  }
  return out;
}

/** Bytes in the order in which a scheme mixes them; -1 stands for a zero byte. */
export function encodeBytes(digest: Uint8Array, order: readonly (readonly number[])[]): string {
  return order
    .map((indexes) => {
      const [high = 0, middle = 0, low = 0] = indexes.map((index) => (index < 0 ? 0 : (digest[index] ?? 0)));
      const used = indexes.filter((index) => index >= 0).length;
      return encodeTriple(high, middle, low, used + 1);
    })
    .join('');
}
