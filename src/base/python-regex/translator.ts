import { classSet, eitherCase, isClassLetter, literal, wordBoundary } from './classes.js';
import { badPattern, unsupportedPattern } from './error.js';
import { escapedCodePoint, isOctalEscape } from './escape.js';
import { withLetters, type PythonRegexFlags } from './flags.js';
import { translateSet } from './set.js';

/** A pattern in JavaScript's `v` mode, and where Python's groups ended up. */
export interface Translation {
  readonly source: string;
  readonly ignoreCase: boolean;
  /** The JavaScript number of each Python group; index 0 is the whole match. */
  readonly groups: readonly number[];
  readonly names: ReadonlyMap<string, number>;
}

const inlineFlags = /\(\?([aiLmsux]+)\)/y;
const scopedFlags = /\(\?([aiLmsux]*(?:-[imsx]+)?):/y;
const groupName = /\(\?P<([^>)]*)>/y;
const backName = /\(\?P=([^)]*)\)/y;
const counted = /\{(\d*)(?:(,)(\d*))?\}/y;

/**
 * Translates Python's regular expressions to JavaScript's. Flags are worked into the pattern, because Python allows
 * them for a part of it; only a case-insensitive whole uses the engine's own flag.
 */
export class Translator {
  #index = 0;
  #flags: PythonRegexFlags;
  readonly #wholeIgnoresCase: boolean;
  readonly #groups: number[] = [0];
  readonly #names = new Map<string, number>();
  readonly #open: number[] = [];
  #javascriptGroups = 0;

  constructor(
    readonly pattern: string,
    flags: PythonRegexFlags,
  ) {
    this.#flags = this.#leadingFlags(flags);
    this.#wholeIgnoresCase = this.#flags.ignoreCase && !/\(\?[a-zA-Z]*-[a-z]*i/.test(pattern);
  }

  translate(): Translation {
    const source = this.#alternatives();
    if (this.#index < this.pattern.length) throw badPattern('unbalanced parenthesis', this.#index);
    return { source, ignoreCase: this.#wholeIgnoresCase, groups: this.#groups, names: this.#names };
  }

  #leadingFlags(flags: PythonRegexFlags): PythonRegexFlags {
    let found = this.#read(inlineFlags);
    let all = flags;
    while (found !== undefined) {
      all = withLetters(all, found[1] ?? '', 2);
      found = this.#read(inlineFlags);
    }
    return all;
  }

  #alternatives(): string {
    const branches = [this.#sequence()];
    while (this.pattern[this.#index] === '|') {
      this.#index++;
      branches.push(this.#sequence());
    }
    return branches.join('|');
  }

  #sequence(): string {
    let out = '';
    for (;;) {
      this.#skipVerbose();
      const character = this.pattern[this.#index];
      if (character === undefined || character === '|' || character === ')') return out;
      const start = this.#index;
      const before = this.#javascriptGroups;
      const atom = this.#atom(character);
      out += atom === '' ? '' : this.#quantified(atom, start, before);
    }
  }

  #skipVerbose(): void {
    if (!this.#flags.verbose) return;
    const blank = /(?:[ \t\n\r\f\v]+|#[^\n]*)*/y;
    blank.lastIndex = this.#index;
    this.#index += blank.exec(this.pattern)?.[0].length ?? 0;
  }

  #atom(character: string): string {
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#set();
      case '\\':
        return this.#escape();
      case '.':
        return this.#step(this.#flags.dotAll ? '[\\s\\S]' : '[^\\n]');
      case '^':
        return this.#step(this.#flags.multiline ? '(?<![^\\n])' : '(?<![\\s\\S])');
      case '$':
        return this.#step(this.#flags.multiline ? '(?=\\n|(?![\\s\\S]))' : '(?=\\n?(?![\\s\\S]))');
      case '*':
      case '+':
      case '?':
        throw badPattern('nothing to repeat', this.#index);
      default:
        return this.#literal(this.pattern.codePointAt(this.#index) ?? 0);
    }
  }

  #step(translated: string): string {
    this.#index++;
    return translated;
  }

  #literal(codePoint: number): string {
    this.#index += codePoint > 0xffff ? 2 : 1;
    return this.#character(codePoint);
  }

  #character(codePoint: number): string {
    return this.#expandsCase() ? eitherCase(codePoint) : literal(codePoint);
  }

  #expandsCase(): boolean {
    return this.#flags.ignoreCase && !this.#wholeIgnoresCase;
  }

  #set(): string {
    const set = translateSet(this.pattern, this.#index, { ascii: this.#flags.ascii, expandsCase: this.#expandsCase() });
    this.#index = set.end;
    return set.source;
  }

  #escape(): string {
    const letter = this.pattern[this.#index + 1];
    if (letter === undefined) throw badPattern('bad escape (end of pattern)', this.#index);
    if (letter === 'A') return this.#skip(2, '(?<![\\s\\S])');
    if (letter === 'Z') return this.#skip(2, '(?![\\s\\S])');
    if (letter === 'b' || letter === 'B') return this.#skip(2, wordBoundary(letter === 'B', this.#flags.ascii));
    if (isClassLetter(letter)) return this.#skip(2, classSet(letter, this.#flags.ascii));
    if (/[1-9]/.test(letter) && !isOctalEscape(this.pattern, this.#index)) return this.#backReference();
    const escaped = escapedCodePoint(this.pattern, this.#index);
    this.#index = escaped.end;
    return this.#character(escaped.codePoint);
  }

  #skip(length: number, translated: string): string {
    this.#index += length;
    return translated;
  }

  #backReference(): string {
    const digits = /\\([1-9]\d?)/y;
    const start = this.#index;
    const number = Number(this.#read(digits)?.[1]);
    return this.#reference(number, start + 1);
  }

  #reference(number: number, index: number): string {
    const javascriptNumber = this.#groups[number];
    if (javascriptNumber === undefined) throw badPattern(`invalid group reference ${number}`, index);
    if (this.#open.includes(number)) throw badPattern('cannot refer to an open group', index - 1);
    // The empty group keeps a following digit from joining the number.
    return `(?:\\${javascriptNumber})`;
  }

  #group(): string {
    const start = this.#index;
    if (this.pattern[start + 1] !== '?') return this.#capture(start, undefined, 1);
    if (this.pattern.startsWith('(?#', start)) return this.#comment(start);
    if (this.pattern.startsWith('(?:', start)) return this.#plainGroup('(?:', 3, start);
    for (const look of ['(?=', '(?!', '(?<=', '(?<!']) {
      if (this.pattern.startsWith(look, start)) return this.#plainGroup(look, look.length, start);
    }
    if (this.pattern.startsWith('(?>', start)) return this.#atomicGroup(start);
    if (this.pattern.startsWith('(?(', start)) throw unsupportedPattern('a conditional group', this.pattern);
    return this.#pythonGroup(start);
  }

  #pythonGroup(start: number): string {
    const name = this.#peek(groupName)?.[1];
    if (name !== undefined) return this.#capture(start, this.#checkedName(name, start + 4), name.length + 5);
    const reference = this.#read(backName)?.[1];
    if (reference !== undefined) return this.#namedReference(reference, start + 4);
    if (this.#peek(inlineFlags)) throw badPattern('global flags not at the start of the expression', start);
    const scoped = this.#peek(scopedFlags);
    if (scoped !== undefined) return this.#flaggedGroup(scoped[1] ?? '', scoped[0].length, start);
    const extension = this.pattern.slice(start + 1, start + (this.pattern[start + 2] === 'P' ? 4 : 3));
    throw badPattern(`unknown extension ${extension}`, start + 1);
  }

  #checkedName(name: string, index: number): string {
    if (name === '') throw badPattern('missing group name', index);
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw badPattern(`bad character in group name '${name}'`, index);
    const earlier = this.#names.get(name);
    if (earlier === undefined) return name;
    throw badPattern(
      `redefinition of group name '${name}' as group ${this.#groups.length}; was group ${earlier}`,
      index,
    );
  }

  #namedReference(name: string, index: number): string {
    const number = this.#names.get(name);
    if (number === undefined) throw badPattern(`unknown group name '${name}'`, index);
    return this.#reference(number, index);
  }

  #capture(start: number, name: string | undefined, opening: number): string {
    const number = this.#groups.push(++this.#javascriptGroups) - 1;
    if (name !== undefined) this.#names.set(name, number);
    this.#open.push(number);
    const out = this.#plainGroup('(', opening, start);
    this.#open.pop();
    return out;
  }

  #plainGroup(opening: string, length: number, start: number): string {
    this.#index += length;
    const flags = this.#flags;
    const inside = this.#alternatives();
    this.#flags = flags;
    if (this.pattern[this.#index] !== ')') throw badPattern('missing ), unterminated subpattern', start);
    this.#index++;
    return `${opening}${inside})`;
  }

  #flaggedGroup(letters: string, length: number, start: number): string {
    const flags = this.#flags;
    this.#flags = withLetters(flags, letters, start + 2);
    this.#index += length;
    const inside = this.#alternatives();
    this.#flags = flags;
    if (this.pattern[this.#index] !== ')') throw badPattern('missing ), unterminated subpattern', start);
    this.#index++;
    return `(?:${inside})`;
  }

  /** JavaScript has no atomic groups; a lookahead is atomic, and what it captured is then taken. */
  #atomicGroup(start: number): string {
    const number = ++this.#javascriptGroups;
    return `(?=${this.#plainGroup('(', 3, start)})(?:\\${number})`;
  }

  #comment(start: number): string {
    const end = this.pattern.indexOf(')', start);
    if (end < 0) throw badPattern('missing ), unterminated comment', start);
    this.#index = end + 1;
    return '';
  }

  #quantified(atom: string, start: number, groupsBefore: number): string {
    this.#skipVerbose();
    const quantifier = this.#quantifier();
    if (quantifier === undefined) return atom;
    if (/^(?:\^|\$)$/.test(this.pattern.slice(start, start + 1)) || atom.startsWith('(?')) atom = `(?:${atom})`;
    const possessive = this.pattern[this.#index] === '+';
    const lazy = this.pattern[this.#index] === '?';
    if (possessive || lazy) this.#index++;
    this.#refuseSecondQuantifier();
    if (!possessive) return `${atom}${quantifier}${lazy ? '?' : ''}`;
    if (this.#javascriptGroups !== groupsBefore)
      throw unsupportedPattern('a possessive repeat of a group', this.pattern);
    return `(?=(${atom}${quantifier}))(?:\\${++this.#javascriptGroups})`;
  }

  #quantifier(): string | undefined {
    const character = this.pattern[this.#index];
    if (character === '*' || character === '+' || character === '?') return this.#step(character);
    if (character !== '{') return undefined;
    const found = this.#peek(counted);
    if (found === undefined || (found[1] === '' && found[3] === undefined) || found[0] === '{}') return undefined;
    const [whole, least = '', comma, most = ''] = found;
    if (comma !== undefined && most !== '' && Number(least || '0') > Number(most)) {
      throw badPattern('min repeat greater than max repeat', this.#index);
    }
    this.#index += whole.length;
    return comma === undefined ? `{${least}}` : `{${least || '0'},${most}}`;
  }

  #refuseSecondQuantifier(): void {
    this.#skipVerbose();
    const start = this.#index;
    const isSecond = this.#quantifier() !== undefined;
    if (isSecond) throw badPattern('multiple repeat', start);
  }

  #peek(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#index;
    return expression.exec(this.pattern) ?? undefined;
  }

  #read(expression: RegExp): RegExpExecArray | undefined {
    const found = this.#peek(expression);
    if (found !== undefined) this.#index += found[0].length;
    return found;
  }
}
