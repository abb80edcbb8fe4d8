import type { Offset } from './source.js';

export type TokenType =
  | 'data'
  | 'variable_begin'
  | 'variable_end'
  | 'block_begin'
  | 'block_end'
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'operator'
  | 'end'
  | 'error';

/** A piece of a template. `value` is the text, of strings what they stand for; of errors the message. */
export interface Token {
  readonly type: TokenType;
  readonly value: string;
  readonly offset: Offset;
}

const descriptions: Partial<Record<TokenType, string>> = {
  variable_begin: 'begin of print statement',
  variable_end: 'end of print statement',
  block_begin: 'begin of statement block',
  block_end: 'end of statement block',
  data: 'template data / text',
  end: 'end of template',
};

/** A token as error messages name it. */
export function describeToken(token: Token): string {
  if (token.type === 'name' || token.type === 'operator') return token.value;
  return descriptions[token.type] ?? token.type;
}
