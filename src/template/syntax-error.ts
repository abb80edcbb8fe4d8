import type { Offset } from './source.js';

/** A mistake in a template's text; the caller knows the file and turns it into a located error. */
export class TemplateSyntaxError extends Error {
  override readonly name = 'TemplateSyntaxError';
  constructor(
    message: string,
    readonly offset: Offset,
  ) {
    super(message);
  }
}
