import { compilePythonRegex, type PythonMatch, type PythonRegex } from '../base/python-regex/regex.js';
import { substitute } from '../base/python-regex/replacement.js';
import type { Arguments, FilterDefinition } from '../template/plugins.js';
import { flag, integer, requireText, restArguments } from './arguments.js';
import { failure } from './failure.js';
import { toText } from '../values/repr.js';
import type { Value } from '../values/value.js';

const flagParameters = [
  ['multiline', false],
  ['ignorecase', false],
] as const;

function regexOf(pattern: Value | undefined, args: Arguments): PythonRegex {
  return compilePythonRegex(requireText(pattern, notPattern), {
    multiline: flag(args['multiline']),
    ignoreCase: flag(args['ignorecase']),
  });
}

function notPattern(): string {
  return 'first argument must be string or compiled pattern';
}

const regexReplace: FilterDefinition = {
  name: 'regex_replace',
  parameters: [
    ['pattern', ''],
    ['replacement', ''],
    ['ignorecase', false],
    ['multiline', false],
    ['count', 0],
    ['mandatory_count', 0],
  ],
  examples: [
    ["{{ 'abc' | regex_replace('(?P<x>b)', '[\\g<x>]') }}", 'a[b]c'],
    ["{{ 'aAa' | regex_replace('a', 'x', ignorecase=True) }}", 'xxx'],
    ["{{ 'aaa' | regex_replace('a', 'x', count=1) }}", 'xaa'],
  ],
  apply(input, args) {
    const text = toText(input);
    const wanted = integer(args['mandatory_count']);
    const regex = regexOf(toText(args['pattern']), args);
    const replaced = substitute(regex, toText(args['replacement']), text, integer(args['count']));
    if (wanted === 0 || replaced.count === wanted) return replaced.text;
    // Ansible's message counts what is left to match afterwards.
    const left = regex.matches(replaced.text).length;
    throw failure(`'${regex.pattern}' should match ${wanted} times, but matches ${left} times in '${text}'`);
  },
};

const regexSearch: FilterDefinition = {
  name: 'regex_search',
  parameters: ['regex'],
  rest: 'groups',
  named: 'options',
  examples: [
    ["{{ 'foo123bar' | regex_search('[0-9]+') }}", '123'],
    ["{{ 'foo' | regex_search('(f)(o)', '\\1', '\\2') }}", ['f', 'o']],
    ["{{ 'foo' | regex_search('x') }}", null],
  ],
  apply(input, args) {
    const regex = regexOf(args['regex'], optionsOf(args['options']));
    const match = regex.search(toText(input));
    const groups = restArguments(args['groups']).map((group) => groupNumber(toText(group), regex));
    if (match === undefined) return null;
    return groups.length === 0 ? (match.groups[0] ?? null) : groups.map((group) => groupText(match, group));
  },
};

function optionsOf(options: Value | undefined): Arguments {
  if (!(options instanceof Map)) return {};
  const named = Object.fromEntries([...options].map(([key, member]) => [toText(key), member]));
  const unknown = Object.keys(named).find((name) => !flagParameters.some(([known]) => known === name));
  if (unknown !== undefined) throw failure(`regex_search() got an unexpected keyword argument '${unknown}'`);
  return named;
}

function groupNumber(reference: string, regex: PythonRegex): number {
  const [, name, number] = /^\\(?:g<(\S+)>|(\d+))/.exec(reference) ?? [];
  if (name === undefined && number === undefined) throw failure('Unknown argument');
  const found = number ?? (/^\d+$/.test(name ?? '') ? name : undefined);
  return found === undefined ? (regex.groupNames.get(name ?? '') ?? noSuchGroup()) : Number(found);
}

function groupText(match: PythonMatch, group: number): string | null {
  return group < match.groups.length ? (match.groups[group] ?? null) : noSuchGroup();
}

function noSuchGroup(): never {
  throw failure('no such group');
}

const regexFindall: FilterDefinition = {
  name: 'regex_findall',
  parameters: ['regex', ...flagParameters],
  examples: [
    ["{{ 'a1b2' | regex_findall('[0-9]') }}", ['1', '2']],
    [
      "{{ 'abab' | regex_findall('(a)(b)') }}",
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
    ],
  ],
  apply: (input, args) => findAll(regexOf(args['regex'], args), toText(input)),
};

/** As `re.findall`: whole matches, or the one group, or all groups. */
function findAll(regex: PythonRegex, text: string): Value[] {
  return regex.matches(text).map(({ groups }) => {
    const parts = groups.map((part) => part ?? '');
    if (regex.groupCount === 0) return parts[0] ?? '';
    return regex.groupCount === 1 ? (parts[1] ?? '') : parts.slice(1);
  });
}

const regexEscape: FilterDefinition = {
  name: 'regex_escape',
  parameters: [['re_type', 'python']],
  examples: [
    ["{{ 'a.b*c' | regex_escape }}", 'a\\.b\\*c'],
    ["{{ 'a.b{' | regex_escape('posix_basic') }}", 'a\\.b{'],
  ],
  apply(input, { re_type }) {
    const text = toText(input);
    switch (re_type) {
      case 'python':
        return text.replace(/[\s\-#$&()*+.?[\\\]^{|}~]/g, '\\$&');
      case 'posix_basic':
        return text.replace(/[[\].^$*\\]/g, '\\$&');
      case 'posix_extended':
        throw failure('Regex type (posix_extended) not yet implemented', 'use python or posix_basic');
      default:
        throw failure(`Invalid regex type (${toText(re_type)})`, 'use python or posix_basic');
    }
  },
};

export const regexFilters = [regexReplace, regexSearch, regexFindall, regexEscape] as const;
