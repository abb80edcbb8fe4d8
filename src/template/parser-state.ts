import type { Statement } from './ast.js';
import type { TokenStream } from './token-stream.js';

/** What the parser knows while it reads statements: the open tags, and what would end them. */
export interface ParserState {
  readonly stream: TokenStream;
  readonly extensions: readonly string[];
  readonly openTags: string[];
  readonly endTags: (readonly string[])[];
  /** Statements up to one of the given tags, whose name stays the current token. */
  readonly parseStatements: (state: ParserState, endTags: readonly string[]) => Statement[];
}

/** A tag's body: from the end of the opening tag through the name of the closing one. */
export function parseBody(state: ParserState, ...endTags: readonly string[]): Statement[] {
  state.stream.expectEnd('block_end');
  const body = state.parseStatements(state, endTags);
  state.stream.next();
  return body;
}

/** Says that a tag is unknown here, or that the template ends too early, and what was expected. */
export function failAtTag(state: ParserState, name: string | undefined, offset = state.stream.offset): never {
  const parts = [name === undefined ? 'Unexpected end of template.' : `Encountered unknown tag '${name}'.`];
  const looking = state.endTags
    .at(-1)
    ?.map((tag) => `'${tag}'`)
    .join(' or ');
  if (looking !== undefined) {
    const isExpectedOutside = name !== undefined && state.endTags.some((tags) => tags.includes(name));
    parts.push(
      isExpectedOutside
        ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`
        : `Jinja was looking for the following tags: ${looking}.`,
    );
  }
  const innermost = state.openTags.at(-1);
  if (innermost !== undefined) parts.push(`The innermost block that needs to be closed is '${innermost}'.`);
  return state.stream.fail(parts.join(' '), offset);
}
