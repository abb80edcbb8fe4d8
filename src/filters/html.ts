import type { FilterDefinition } from '../template/plugins.js';
import { flag, optionalText } from './arguments.js';
import { escapeHtml, stripTags } from './text/html.js';
import { urlize as linkAddresses } from './text/urlize.js';
import { splitWords } from './text/lines.js';
import { isInt } from '../values/numbers.js';
import { typeError, valueError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { isDict, isList } from '../values/value.js';

const escape: FilterDefinition = {
  name: 'escape',
  aliases: ['e', 'forceescape'],
  examples: [['{{ \'<a href="x">\' | e }}', '&lt;a href=&#34;x&#34;&gt;']],
  apply: (input) => escapeHtml(toText(input)),
};

const safe: FilterDefinition = {
  name: 'safe',
  examples: [["{{ '<b>' | safe }}", '<b>']],
  apply: (input) => toText(input),
};

const striptags: FilterDefinition = {
  name: 'striptags',
  examples: [["{{ '<p>x <b>y</b></p>' | striptags }}", 'x y']],
  apply: (input) => stripTags(toText(input)),
};

const xmlattr: FilterDefinition = {
  name: 'xmlattr',
  parameters: [['autospace', true]],
  examples: [["{{ {'a': 1, 'b': none, 'c': '<'} | xmlattr }}", ' a="1" c="&lt;"']],
  apply(input, { autospace }) {
    if (!isDict(input)) throw typeError(`'${typeName(input)}' object has no attribute 'items'`);
    const attributes: string[] = [];
    for (const [key, member] of input) {
      if (member === null) continue;
      const name = toText(key);
      if (/[\s/>=]/.test(name)) throw valueError(`Invalid character in attribute name: '${name}'`);
      attributes.push(`${escapeHtml(name)}="${escapeHtml(toText(member))}"`);
    }
    const text = attributes.join(' ');
    return flag(autospace) && text !== '' ? ` ${text}` : text;
  },
};

const urlize: FilterDefinition = {
  name: 'urlize',
  parameters: [
    ['trim_url_limit', null],
    ['nofollow', false],
    ['target', null],
    ['rel', null],
    ['extra_schemes', null],
  ],
  examples: [
    ["{{ 'see www.a.example' | urlize }}", 'see <a href="https://www.a.example" rel="noopener">www.a.example</a>'],
  ],
  apply(input, args) {
    const rel = new Set([
      ...splitWords(optionalText(args['rel']) ?? ''),
      ...(flag(args['nofollow']) ? ['nofollow'] : []),
      'noopener',
    ]);
    const schemes = args['extra_schemes'];
    return linkAddresses(toText(input), {
      trimLimit: isInt(args['trim_url_limit']) ? Number(args['trim_url_limit']) : undefined,
      rel: [...rel].sort().join(' '),
      target: optionalText(args['target']),
      extraSchemes: schemes !== undefined && isList(schemes) ? schemes.map(toText) : [],
    });
  },
};

export const htmlFilters = [escape, safe, striptags, xmlattr, urlize] as const;
