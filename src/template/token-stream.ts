import type { Expression } from './ast.js';
import type { Offset } from './source.js';
import { TemplateSyntaxError } from './syntax-error.js';
import { describeToken, type Token } from './token.js';

/** The rules that refer to each other across files: what stands inside brackets is an expression again. */
export interface Grammar {
  expression(stream: TokenStream): Expression;
  /** What stands between operators: a value with its sign, attributes, calls, filters and tests. */
  operand(stream: TokenStream): Expression;
  /** A name, a literal or something in brackets. */
  primary(stream: TokenStream): Expression;
}

const nothing: Token = { type: 'end', value: '', offset: 0 };

/** The tokens of a template, read one after the other. A lexer's error is raised when it is reached. */
export class TokenStream {
  #index = 0;
  current: Token;

  constructor(
    readonly tokens: readonly Token[],
    readonly grammar: Grammar,
  ) {
    this.current = this.#at(0);
  }

  get offset(): Offset {
    return this.current.offset;
  }

  /** The token after the current one. */
  get following(): Token {
    return this.tokens[this.#index + 1] ?? nothing;
  }

  next(): Token {
    const token = this.current;
    if (token.type !== 'end') this.current = this.#at(++this.#index);
    return token;
  }

  isOperator(value: string): boolean {
    return this.current.type === 'operator' && this.current.value === value;
  }

  isName(value: string): boolean {
    return this.current.type === 'name' && this.current.value === value;
  }

  isOneOf(names: readonly string[]): boolean {
    return this.current.type === 'name' && names.includes(this.current.value);
  }

  skipOperator(value: string): boolean {
    if (!this.isOperator(value)) return false;
    this.next();
    return true;
  }

  skipName(value: string): boolean {
    if (!this.isName(value)) return false;
    this.next();
    return true;
  }

  expectOperator(value: string): Token {
    if (!this.isOperator(value)) this.#failFor(value);
    return this.next();
  }

  expectName(value?: string): Token {
    const isFine = value === undefined ? this.current.type === 'name' : this.isName(value);
    if (!isFine) this.#failFor(value ?? 'name');
    return this.next();
  }

  expectEnd(type: 'block_end' | 'variable_end' | 'end'): void {
    const wanted = describeToken({ type, value: '', offset: 0 });
    if (this.current.type !== type) this.#failFor(wanted);
    this.next();
  }

  /** The current token in quotes, for messages. */
  describe(): string {
    const text = describeToken(this.current);
    return text.includes("'") ? `"${text}"` : `'${text}'`;
  }

  /** In Jinja's words, for what was expected instead of the current token. */
  #failFor(wanted: string): never {
    if (this.current.type === 'end') this.fail(`unexpected end of template, expected '${wanted}'.`);
    return this.fail(`expected token '${wanted}', got ${this.describe()}`);
  }

  fail(message: string, offset: Offset = this.offset): never {
    throw new TemplateSyntaxError(message, offset);
  }

  #at(index: number): Token {
    const token = this.tokens[index] ?? this.tokens.at(-1) ?? nothing;
    if (token.type === 'error') throw new TemplateSyntaxError(token.value, token.offset);
    return token;
  }
}
