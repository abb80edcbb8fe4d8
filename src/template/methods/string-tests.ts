import { simple, type Method, type Methods } from './method.js';

/** Questions about a string's characters. Except for isascii and isprintable the empty string answers no. */
export const characterTests: Methods<string> = {
  isalpha: matching(/^\p{L}+$/u),
  isdigit: matching(/^[\p{Nd}²³¹⁰-⁹₀-₉]+$/u),
  isdecimal: matching(/^\p{Nd}+$/u),
  isnumeric: matching(/^\p{N}+$/u),
  isalnum: matching(/^[\p{L}\p{N}]+$/u),
  isspace: matching(/^[\s\x1c-\x1f\x85]+$/u),
  isascii: matching(/^[\x00-\x7f]*$/),
  isprintable: matching(/^(?:[^\p{C}\p{Z}]| )*$/u),
  isidentifier: matching(/^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u),
  isupper: simple((text) => text !== text.toLowerCase() && text === text.toUpperCase()),
  islower: simple((text) => text !== text.toUpperCase() && text === text.toLowerCase()),
  istitle: simple((text) => /\p{L}/u.test(text) && !/\p{L}\p{Lu}|(?<!\p{L})\p{Ll}/u.test(text)),
};

function matching(pattern: RegExp): Method<string> {
  return simple((text) => pattern.test(text));
}
