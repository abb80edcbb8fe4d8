/** Whether a string holds characters beyond the basic plane, so that its length in code points differs. */
function isAstral(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

/** A string's characters as Python counts them. */
export function codePoints(text: string): string[] {
  return isAstral(text) ? Array.from(text) : text.split('');
}

/** `len()` of a string. */
export function textLength(text: string): number {
  return isAstral(text) ? Array.from(text).length : text.length;
}

/** Orders strings by code point, as Python does. */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return planeOrder(left) - planeOrder(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters above all of the basic plane. */
function planeOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
