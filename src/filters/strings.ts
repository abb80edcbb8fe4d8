import type { FilterDefinition } from '../template/plugins.js';
import { sliceOf, splitLines, splitWords, strip, lengthOf } from './text/lines.js';
import { wrapText } from './text/wrap.js';
import { failure } from './failure.js';
import {
  flag,
  integer,
  namedArguments,
  optionalInteger,
  optionalText,
  requireText,
  restArguments,
} from './arguments.js';
import { calculate } from '../values/arithmetic.js';
import { typeError, valueError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { lengthOf as sizeOf } from '../values/sequence.js';
import { typeName } from '../values/type-name.js';
import { Tuple } from '../values/value.js';

const upper: FilterDefinition = {
  name: 'upper',
  examples: [["{{ 'aBc' | upper }}", 'ABC']],
  apply: (input) => toText(input).toUpperCase(),
};

const lower: FilterDefinition = {
  name: 'lower',
  examples: [["{{ 'aBc' | lower }}", 'abc']],
  apply: (input) => toText(input).toLowerCase(),
};

const capitalize: FilterDefinition = {
  name: 'capitalize',
  examples: [["{{ 'aBc dEf' | capitalize }}", 'Abc def']],
  apply: (input) => capitalized(toText(input)),
};

const title: FilterDefinition = {
  name: 'title',
  examples: [["{{ 'aBc d-ef' | title }}", 'Abc D-Ef']],
  apply: (input) =>
    toText(input)
      .split(/([-\s({[<]+)/)
      .map(capitalized)
      .join(''),
};

function capitalized(text: string): string {
  return sliceOf(text, 0, 1).toUpperCase() + sliceOf(text, 1).toLowerCase();
}

const trim: FilterDefinition = {
  name: 'trim',
  parameters: [['chars', null]],
  examples: [
    ["{{ '  a ' | trim }}", 'a'],
    ["{{ 'xax' | trim('x') }}", 'a'],
  ],
  apply(input, { chars }) {
    if (chars !== null && typeof chars !== 'string') throw typeError('strip arg must be None or str');
    return strip(toText(input), chars ?? undefined);
  },
};

const replace: FilterDefinition = {
  name: 'replace',
  parameters: ['old', 'new', ['count', null]],
  examples: [
    ["{{ 'banana' | replace('a', 'o') }}", 'bonono'],
    ["{{ 'banana' | replace('a', 'o', 1) }}", 'bonana'],
  ],
  apply: (input, args) =>
    replaceText(toText(input), toText(args['old']), {
      by: toText(args['new']),
      count: optionalInteger(args['count']) ?? -1,
    }),
};

function replaceText(text: string, old: string, { by, count }: { by: string; count: number }): string {
  const pieces = old === '' ? ['', ...text, ''] : text.split(old);
  const replaced = count < 0 ? pieces.length - 1 : Math.min(count, pieces.length - 1);
  return (
    pieces
      .slice(0, replaced)
      .map((piece) => piece + by)
      .join('') + pieces.slice(replaced).join(old)
  );
}

const indent: FilterDefinition = {
  name: 'indent',
  parameters: [
    ['width', 4],
    ['first', false],
    ['blank', false],
  ],
  examples: [
    ["{{ 'a\nb' | indent(2) }}", 'a\n  b'],
    ["{{ 'a\nb' | indent(2, true) }}", '  a\n  b'],
    ["{{ 'a\nb' | indent('> ') }}", 'a\n> b'],
  ],
  apply(input, { width, first, blank }) {
    const text = requireText(input, (type) => `unsupported operand type(s) for +=: '${type}' and 'str'`);
    const indentation = typeof width === 'string' ? width : ' '.repeat(Math.max(0, integer(width)));
    const [head = '', ...rest] = splitLines(`${text}\n`);
    const lines = rest.map((line) => (line !== '' || flag(blank) ? indentation + line : line));
    return (flag(first) ? indentation : '') + [head, ...lines].join('\n');
  },
};

const wordwrap: FilterDefinition = {
  name: 'wordwrap',
  parameters: [
    ['width', 79],
    ['break_long_words', true],
    ['wrapstring', null],
    ['break_on_hyphens', true],
  ],
  examples: [["{{ 'abcdefghij' | wordwrap(4, true, '|') }}", 'abcd|efgh|ij']],
  apply(input, args) {
    const text = requireText(input, (type) => `'${type}' object has no attribute 'splitlines'`);
    const width = integer(args['width']);
    if (width <= 0) throw valueError(`invalid width ${width} (must be > 0)`);
    const options = {
      width,
      breakLongWords: flag(args['break_long_words']),
      breakOnHyphens: flag(args['break_on_hyphens']),
    };
    const separator = optionalText(args['wrapstring']) ?? '\n';
    return splitLines(text)
      .map((line) => wrapText(line, options).join(separator))
      .join(separator);
  },
};

const center: FilterDefinition = {
  name: 'center',
  parameters: [['width', 80]],
  examples: [["{{ 'ab' | center(6) }}", '  ab  ']],
  apply(input, { width }) {
    const text = toText(input);
    const room = Math.max(0, integer(width) - lengthOf(text));
    // Python gives the odd blank to the left when the width is odd.
    const left = Math.floor(room / 2) + (room & integer(width) & 1);
    return ' '.repeat(left) + text + ' '.repeat(room - left);
  },
};

const truncate: FilterDefinition = {
  name: 'truncate',
  parameters: [
    ['length', 255],
    ['killwords', false],
    ['end', '...'],
    ['leeway', null],
  ],
  examples: [
    ["{{ 'foo bar baz qux' | truncate(9) }}", 'foo...'],
    ["{{ 'foo bar baz qux' | truncate(9, true) }}", 'foo ba...'],
    ["{{ 'foo bar baz qux' | truncate(11) }}", 'foo bar baz qux'],
  ],
  apply(input, args) {
    const end = toText(args['end']);
    const length = integer(args['length']);
    const leeway = optionalInteger(args['leeway']) ?? 5;
    if (length < lengthOf(end)) throw valueError(`expected length >= ${lengthOf(end)}, got ${length}`);
    if (leeway < 0) throw valueError(`expected leeway >= 0, got ${leeway}`);
    if (sizeOf(input) <= length + leeway) return input;
    const text = requireText(input, (type) => `'${type}' object has no attribute 'rsplit'`);
    const kept = sliceOf(text, 0, length - lengthOf(end));
    return (flag(args['killwords']) || !kept.includes(' ') ? kept : kept.slice(0, kept.lastIndexOf(' '))) + end;
  },
};

const wordcount: FilterDefinition = {
  name: 'wordcount',
  examples: [["{{ 'one two-three' | wordcount }}", 3]],
  apply: (input) => toText(input).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0,
};

const string: FilterDefinition = {
  name: 'string',
  examples: [
    ['{{ 1.0 | string }}', '1.0'],
    ["{{ {'a': none} | string }}", "{'a': None}"],
  ],
  apply: (input) => toText(input),
};

const format: FilterDefinition = {
  name: 'format',
  rest: 'args',
  named: 'kwargs',
  examples: [
    ["{{ '%s:%d' | format('a', 5) }}", 'a:5'],
    ["{{ '%(x)s' | format(x=1) }}", '1'],
  ],
  apply(input, args) {
    const named = namedArguments(args['kwargs']);
    const positional = restArguments(args['args']);
    if (named.size > 0 && positional.length > 0)
      throw typeError("can't handle positional and keyword arguments at the same time");
    return toText(calculate(toText(input), '%', named.size > 0 ? named : Tuple.from(positional)));
  },
};

const split: FilterDefinition = {
  name: 'split',
  parameters: [
    ['sep', null],
    ['maxsplit', -1],
  ],
  examples: [
    ["{{ 'a b  c' | split }}", ['a', 'b', 'c']],
    ["{{ 'a,b,c' | split(',', 1) }}", ['a', 'b,c']],
  ],
  apply(input, { sep, maxsplit }) {
    const text = requireText(
      input,
      (type) => `descriptor 'split' for 'str' objects doesn't apply to a '${type}' object`,
    );
    const most = integer(maxsplit);
    if (sep === null) return limitedWords(text, most);
    const separator = requireText(sep, (type) => `must be str or None, not ${type}`);
    if (separator === '') throw valueError('empty separator');
    const parts = text.split(separator);
    return most < 0 || parts.length <= most + 1 ? parts : [...parts.slice(0, most), parts.slice(most).join(separator)];
  },
};

/** Words, of which the last holds the rest of the text when there are more than `most` separators. */
function limitedWords(text: string, most: number): string[] {
  if (most < 0) return splitWords(text);
  const words: string[] = [];
  let rest = text.replace(/^\s+/, '');
  while (words.length < most && rest !== '') {
    const found = /^(\S+)(\s*)/.exec(rest);
    words.push(found?.[1] ?? '');
    rest = rest.slice(found?.[0].length ?? rest.length);
  }
  return rest === '' ? words : [...words, rest];
}

const typeDebug: FilterDefinition = {
  name: 'type_debug',
  acceptsBroken: true,
  examples: [["{{ 'x' | type_debug }}", 'str']],
  apply: (input) => typeName(input),
};

const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;

const unicodeNormalize: FilterDefinition = {
  name: 'community.general.unicode_normalize',
  parameters: [['form', 'NFC']],
  examples: [["{{ 'é' | community.general.unicode_normalize('NFD') | length }}", 2]],
  apply(input, { form: wanted }) {
    if (typeof input !== 'string') throw failure(`<class '${typeName(input)}'> is not a valid input type`);
    const form = forms.find((known) => known === wanted);
    if (form === undefined) throw failure(`${toText(wanted)} is not a valid form`, `one of ${forms.join(', ')}`);
    return input.normalize(form);
  },
};

export const stringFilters = [
  unicodeNormalize,
  upper,
  lower,
  capitalize,
  title,
  trim,
  replace,
  indent,
  wordwrap,
  center,
  truncate,
  wordcount,
  string,
  format,
  split,
  typeDebug,
] as const;
