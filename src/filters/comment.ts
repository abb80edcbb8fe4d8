import type { FilterDefinition } from '../template/plugins.js';
import { integer, namedArguments, optionalText, requireText } from './arguments.js';
import { failure } from './failure.js';
import { toText } from '../values/repr.js';
import type { Dict, Value } from '../values/value.js';

interface CommentStyle {
  readonly decoration: string;
  readonly beginning?: string;
  readonly end?: string;
}

const styles: Readonly<Record<string, CommentStyle>> = {
  plain: { decoration: '# ' },
  erlang: { decoration: '% ' },
  c: { decoration: '// ' },
  cblock: { beginning: '/*', decoration: ' * ', end: ' */' },
  xml: { beginning: '<!--', decoration: ' - ', end: '-->' },
};

const known = ['newline', 'beginning', 'prefix', 'prefix_count', 'decoration', 'postfix', 'postfix_count', 'end'];

const comment: FilterDefinition = {
  name: 'comment',
  parameters: [['style', 'plain']],
  named: 'options',
  examples: [
    ["{{ 'a\nb' | comment }}", '#\n# a\n# b\n#'],
    ["{{ 'a' | comment('c') }}", '//\n// a\n//'],
    ["{{ 'a' | comment('xml') }}", '<!--\n -\n - a\n -\n-->'],
  ],
  apply(input, { style, options }) {
    const text = requireText(input, (type) => `'${type}' object has no attribute 'replace'`);
    const named = styles[toText(style)];
    if (named === undefined)
      throw failure(`Invalid style '${toText(style)}'.`, `one of ${Object.keys(styles).join(', ')}`);
    return commented(text, named, namedArguments(options));
  },
};

function commented(text: string, style: CommentStyle, options: Dict): string {
  const unknown = [...options.keys()].find((name) => !known.includes(toText(name)));
  if (unknown !== undefined) throw failure(`comment has no option '${toText(unknown)}'`, `one of ${known.join(', ')}`);
  const option = (name: string, otherwise: string): string => optionalText(options.get(name)) ?? otherwise;
  const newline = option('newline', '\n');
  const decoration = option('decoration', style.decoration);
  const bare = decoration.trimEnd();
  const edge = (name: 'prefix' | 'postfix'): string => {
    const line = option(name, bare);
    // A prefix that is the line's end itself is an empty line.
    const ended = name === 'prefix' && line === newline ? newline : line + newline;
    return ended.repeat(countOf(options.get(`${name}_count`)));
  };
  const beginning = option('beginning', style.beginning ?? '');
  const end = option('end', style.end ?? '');
  const body = bodyOf(text, { decoration, newline });
  const postfix = edge('postfix').replace(new RegExp(`${newline === '' ? '(?!)' : escaped(newline)}$`), '');
  const hasPostfix = countOf(options.get('postfix_count')) > 0;
  return [
    beginning === '' ? '' : beginning + newline,
    option('prefix', bare) === '' ? '' : edge('prefix'),
    body,
    hasPostfix ? newline + postfix : '',
    end === '' ? '' : newline + end,
  ].join('');
}

function countOf(count: Value | undefined): number {
  return count === undefined || count === null ? 1 : Math.max(0, integer(count));
}

/** Every line behind the decoration; inner empty lines get no trailing blank. */
function bodyOf(text: string, { decoration, newline }: { decoration: string; newline: string }): string {
  const lines = (newline === '' ? [text] : text.split(newline)).map((line) => decoration + line);
  const bare = decoration.trimEnd();
  return lines
    .map((line, index) => (line === decoration && index > 0 && index < lines.length - 1 ? bare : line))
    .join(newline);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

export const commentFilters = [comment] as const;
