import type { Statement } from './ast.js';
import type { ExpressionCompilation } from './compile-expression.js';
import type { CompiledBlock, Execute } from './compiled.js';

/** What compiling a template's statements collects. */
export interface Compilation extends ExpressionCompilation {
  readonly blocks: Map<string, CompiledBlock>;
  readonly newlineSequence: string;
  /** Compiles the body of a tag. */
  readonly compileBody: (statements: readonly Statement[], unit: Compilation) => Execute;
}
