/** Short texts for numbers, as the library Hashids makes them: one text for a salt and a list of numbers. */
export interface HashidsOptions {
  readonly salt: string;
  readonly minLength: number;
  readonly alphabet: string;
}

interface Codec {
  readonly salt: string;
  readonly minLength: number;
  readonly alphabet: string;
  readonly separators: string;
  readonly guards: string;
}

const usualSeparators = 'cfhistuCFHISTU';

/** The alphabet split into letters, separators and guards. */
function codecOf({ salt, minLength, alphabet: given }: HashidsOptions): Codec {
  const unique = [...new Set(given)].join('');
  const present = [...usualSeparators].filter((letter) => unique.includes(letter)).join('');
  let alphabet = [...unique].filter((letter) => !present.includes(letter)).join('');
  let separators = shuffle(present, salt);
  const wanted = Math.ceil(alphabet.length / 3.5);
  if (separators === '' || alphabet.length / separators.length > 3.5) {
    const needed = Math.max(wanted, 2) - separators.length;
    if (needed > 0) {
      separators += alphabet.slice(0, needed);
      alphabet = alphabet.slice(needed);
    }
  }
  alphabet = shuffle(alphabet, salt);
  const count = Math.ceil(alphabet.length / 12);
  return alphabet.length < 3
    ? { salt, minLength, alphabet, separators: separators.slice(count), guards: separators.slice(0, count) }
    : { salt, minLength, alphabet: alphabet.slice(count), separators, guards: alphabet.slice(0, count) };
}

/** The text's letters in an order that the salt decides. */
function shuffle(text: string, salt: string): string {
  const letters = [...text];
  if (salt === '') return text;
  let sum = 0;
  for (let index = letters.length - 1, step = 0; index > 0; index--, step++) {
    step %= salt.length;
    const code = salt.charCodeAt(step);
    sum += code;
    const other = (code + step + sum) % index;
    [letters[index], letters[other]] = [letters[other] ?? '', letters[index] ?? ''];
  }
  return letters.join('');
}

function inAlphabet(number: number, alphabet: string): string {
  let text = '';
  for (let rest = number; ;) {
    text = alphabet.charAt(rest % alphabet.length) + text;
    rest = Math.floor(rest / alphabet.length);
    if (rest === 0) return text;
  }
}

/** The text for numbers; empty when there are none. */
export function encodeHashids(numbers: readonly number[], options: HashidsOptions): string {
  if (numbers.length === 0) return '';
  const { salt, minLength, separators, guards, alphabet: letters } = codecOf(options);
  const sum = numbers.reduce((total, number, index) => total + (number % (index + 100)), 0);
  const lottery = letters.charAt(sum % letters.length);
  let alphabet = letters;
  let text = lottery;
  for (const [index, number] of numbers.entries()) {
    alphabet = shuffle(alphabet, (lottery + salt + alphabet).slice(0, alphabet.length));
    const last = inAlphabet(number, alphabet);
    text += last;
    const code = number % (last.charCodeAt(0) + index);
    if (index + 1 < numbers.length) text += separators.charAt(code % separators.length);
  }
  return padded(text, { sum, alphabet, guards, minLength });
}

interface Padding {
  readonly sum: number;
  readonly alphabet: string;
  readonly guards: string;
  readonly minLength: number;
}

function padded(text: string, { sum, alphabet: letters, guards, minLength }: Padding): string {
  let alphabet = letters;
  let result = text;
  if (result.length < minLength) result = guards.charAt((sum + result.charCodeAt(0)) % guards.length) + result;
  if (result.length < minLength) result += guards.charAt((sum + result.charCodeAt(2)) % guards.length);
  const half = Math.floor(alphabet.length / 2);
  while (result.length < minLength) {
    alphabet = shuffle(alphabet, alphabet);
    result = alphabet.slice(half) + result + alphabet.slice(0, half);
    const excess = result.length - minLength;
    if (excess > 0) result = result.slice(Math.floor(excess / 2), Math.floor(excess / 2) + minLength);
  }
  return result;
}

/** The numbers that a text stands for; none when it is not one of this salt. */
export function decodeHashids(text: string, options: HashidsOptions): number[] {
  const { salt, separators, guards, alphabet: letters } = codecOf(options);
  const parts = splitAt(text, guards);
  const body = parts[parts.length === 2 || parts.length === 3 ? 1 : 0] ?? '';
  const lottery = body.charAt(0);
  let alphabet = letters;
  const numbers = splitAt(body.slice(1), separators).map((part) => {
    alphabet = shuffle(alphabet, (lottery + salt + alphabet).slice(0, alphabet.length));
    return [...part].reduce((number, letter) => number * alphabet.length + alphabet.indexOf(letter), 0);
  });
  return body !== '' && encodeHashids(numbers, options) === text ? numbers : [];
}

function splitAt(text: string, separators: string): string[] {
  return [...text].reduce<string[]>(
    (parts, letter) =>
      separators.includes(letter) ? [...parts, ''] : [...parts.slice(0, -1), (parts.at(-1) ?? '') + letter],
    [''],
  );
}
