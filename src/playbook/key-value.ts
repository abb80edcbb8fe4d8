import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { rememberTrusted } from '../values/trust.js';
import { TemplateText, holdsTemplate, type Dict, type Value } from '../values/value.js';
import { decodeEscapes } from '../base/decode-escapes.js';

/** Modules whose text is a command: only the options before or between words are taken out of it. */
const commandOptions: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ['command', 'shell', 'script', 'raw'].map((name) => [
    name,
    new Set([
      'creates',
      'removes',
      'chdir',
      'executable',
      'warn',
      'stdin',
      'stdin_add_newline',
      'strip_empty_ends',
      'decrypt',
      'cmd',
    ]),
  ]),
);

/** The name under which a template that gives all arguments is handed on. */
export const wholeArgumentsKey = '_variable_params';

/** The name under which text without a name is handed on. */
export const freeFormKey = '_raw_params';

/** The free form of an engine action (`include_tasks: file.yml`, `meta: flush_handlers`). */
export function freeFormOf(args: Dict): Value | undefined {
  return args.get(freeFormKey);
}

/**
 * The arguments of `module: text`: `key=value` words, or a free form for those modules that take one.
 * Quotes group words and are dropped around values; `{{ ... }}` is never split.
 */
export function parseKeyValue(text: string, module: string, at: Position | undefined): Dict {
  const short = module.slice(module.lastIndexOf('.') + 1);
  const options = commandOptions.get(short);
  const args: Dict = new Map();
  const rest: string[] = [];
  for (const word of splitWords(text, at)) {
    const pair = splitPair(word);
    const isOption = pair !== undefined && (options === undefined || options.has(pair.key));
    if (isOption) args.set(pair.key, textValue(unquote(pair.value), at));
    else rest.push(pair === undefined ? word.text.replaceAll('\\=', '=') : word.text);
  }
  const remaining = rest.join('').trimStart();
  // The line's end of a block of text belongs to what a shell is given.
  const free = short === 'shell' || short === 'raw' ? remaining.replace(/[^\S\n]+$/, '') : remaining.trim();
  if (free !== '') args.set(freeFormKey, textValue(free, at));
  rememberTrusted(args, args.keys());
  return args;
}

/** `key=value`: the key may be a template, as `set_fact` has it; `\\=` is no separator; escapes are decoded. */
function splitPair(word: Word): { key: string; value: string } | undefined {
  if (word.startsQuoted) return undefined;
  const [, key, value = ''] = /^([\s\S]+?(?<!\\))=([\s\S]*)$/.exec(decodeEscapes(word.text.trimStart())) ?? [];
  return key === undefined ? undefined : { key: key.trim(), value };
}

interface Word {
  readonly text: string;
  readonly startsQuoted: boolean;
}

/** Words with the white space behind them, so that joining them gives the text back. */
function splitWords(text: string, at: Position | undefined): Word[] {
  const words: Word[] = [];
  let current = '';
  let quote = '';
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? '';
    const two = text.slice(index, index + 2);
    if (quote === '' && ['{{', '{%', '{#'].includes(two)) depth++;
    if (quote === '' && depth > 0 && ['}}', '%}', '#}'].includes(two)) {
      depth--;
      current += two;
      index++;
      continue;
    }
    // A backslash of its own at the end of a line joins the next line.
    if (quote === '' && depth === 0 && two === '\\\n' && /(^|\s)$/.test(current || ' ')) {
      index++;
      continue;
    }
    if (char === '\\' && quote !== "'" && index + 1 < text.length) {
      current += two;
      index++;
      continue;
    }
    if (depth === 0 && (char === '"' || char === "'")) quote = quote === '' ? char : quote === char ? '' : quote;
    current += char;
    const endsWord = quote === '' && depth === 0 && /\s/.test(char) && !/^\s/.test(text[index + 1] ?? 'x');
    if (endsWord && current.trim() !== '') {
      words.push(wordOf(current));
      current = '';
    }
  }
  if (quote !== '' || depth > 0) {
    throw new ProvisionError('E0402', 'the arguments have an unbalanced quote or an unclosed template', {
      at,
      hint: 'close the quote, or write the arguments as a YAML mapping',
    });
  }
  if (current !== '') words.push(wordOf(current));
  return words;
}

function wordOf(text: string): Word {
  return { text, startsQuoted: /^\s*["']/.test(text) };
}

function unquote(text: string): string {
  const trimmed = text.trimEnd();
  const quote = trimmed[0];
  const isQuoted =
    trimmed.length > 1 &&
    (quote === '"' || quote === "'") &&
    trimmed.endsWith(quote) &&
    !trimmed.endsWith(`\\${quote}`);
  return isQuoted ? trimmed.slice(1, -1) : trimmed;
}

function textValue(text: string, at: Position | undefined): Value {
  return holdsTemplate(text) ? new TemplateText(text, at) : text;
}
