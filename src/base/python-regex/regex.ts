import { noFlags, type PythonRegexFlags } from './flags.js';
import { Translator } from './translator.js';

/** One match: where it lies, and its groups; index 0 is the whole, a group that took no part is `undefined`. */
export interface PythonMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** A compiled Python regular expression. */
export interface PythonRegex {
  readonly pattern: string;
  readonly groupCount: number;
  readonly groupNames: ReadonlyMap<string, number>;
  /** The first match anywhere, as `re.search` finds it. */
  search(text: string): PythonMatch | undefined;
  /** A match at the beginning, as `re.match` finds it. */
  match(text: string): PythonMatch | undefined;
  /** All matches that do not overlap, in order. */
  matches(text: string): PythonMatch[];
}

const compiled = new Map<string, PythonRegex>();
const mostCompiled = 500;

/** Compiles a pattern of Python's `re`; throws a ProvisionError in Python's words when it is none. */
export function compilePythonRegex(pattern: string, flags: Partial<PythonRegexFlags> = {}): PythonRegex {
  const all = { ...noFlags, ...flags };
  const key = `${Object.values(all).map(Number).join('')}${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size >= mostCompiled) compiled.clear();
  const made = build(pattern, all);
  compiled.set(key, made);
  return made;
}

function build(pattern: string, flags: PythonRegexFlags): PythonRegex {
  const { source, ignoreCase, groups, names } = new Translator(pattern, flags).translate();
  const letters = ignoreCase ? 'vi' : 'v';
  const anywhere = new RegExp(source, `${letters}g`);
  const anchored = new RegExp(source, `${letters}y`);
  const read = (found: RegExpExecArray): PythonMatch => ({
    start: found.index,
    end: found.index + found[0].length,
    groups: groups.map((number) => found[number]),
  });
  const first = (expression: RegExp, text: string): PythonMatch | undefined => {
    expression.lastIndex = 0;
    const found = expression.exec(text);
    return found === null ? undefined : read(found);
  };
  return {
    pattern,
    groupCount: groups.length - 1,
    groupNames: names,
    search: (text) => first(anywhere, text),
    match: (text) => first(anchored, text),
    matches: (text) => {
      anywhere.lastIndex = 0;
      const found = mayMissOthers.test(pattern)
        ? matchesWithOthers(text, anywhere, `(?:${source})`, letters)
        : text.matchAll(anywhere);
      return Array.from(found, read);
    },
  };
}

/** Patterns that prefer nothing where they could match something, as `a*?` and `|a` do. */
const mayMissOthers = /\||[*+?}]\?/;

/** All matches as Python finds them: where nothing matched, something may still match at the same place. */
function* matchesWithOthers(
  text: string,
  anywhere: RegExp,
  source: string,
  letters: string,
): Generator<RegExpExecArray> {
  for (let found = anywhere.exec(text); found !== null; found = anywhere.exec(text)) {
    yield found;
    if (found[0] !== '') continue;
    if (found.index >= text.length) return;
    const before = [...text.slice(0, found.index)].length;
    const longer = new RegExp(`${source}(?<=[\\s\\S]{${before + 1}})`, `${letters}y`);
    longer.lastIndex = found.index;
    const other = longer.exec(text);
    if (other !== null) yield other;
    anywhere.lastIndex = Math.max(longer.lastIndex, advanced(text, found.index));
  }
}

/** The index of the next character. */
function advanced(text: string, index: number): number {
  return index + ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
}
