const mask = '********';

/** A value that must not be seen: printing, JSON and inspection give asterisks. `reveal` is for the transport and vault. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask;
  }
}

/** Shorter values are not masked: they would hide ordinary words. */
export const shortestMasked = 4;

/**
 * The secrets of one run, and the way to hide them in text that leaves the program: as they are, and in the
 * encodings they commonly end up in (JSON, base64, URL, quoted for sh). Multi-line secrets are also hidden line by line.
 */
export class SecretMask {
  readonly #forms = new Set<string>();
  #pattern: RegExp | undefined;

  add(text: string): void {
    for (const part of [text, text.trim(), ...text.split(/\r?\n/).map((line) => line.trim())]) {
      // A password of asterisks is one that nobody can log in with, and hides nothing.
      if (part.length < shortestMasked || /^[*!]+$/.test(part)) continue;
      for (const form of encodings(part)) this.#forms.add(form);
    }
    this.#pattern = undefined;
  }

  get isEmpty(): boolean {
    return this.#forms.size === 0;
  }

  apply(text: string): string {
    if (this.#forms.size === 0) return text;
    this.#pattern ??= patternOf(this.#forms);
    return text.replace(this.#pattern, mask);
  }
}

function encodings(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const base64 = Buffer.from(text).toString('base64');
  return [
    text,
    json,
    base64,
    base64.replace(/=+$/, ''),
    encodeURIComponent(text),
    text.replace(/'/g, `'\\''`),
    text.replace(/'/g, `'"'"'`),
  ];
}

function patternOf(forms: ReadonlySet<string>): RegExp {
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
}
