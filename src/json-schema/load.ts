import { Pending } from '../template/runtime.js';

type Compiler = typeof import('./compile.js');

let loaded: Compiler | undefined;

/** Reads the validator, which only content that checks data needs. */
export async function loadCompiler(): Promise<Compiler> {
  loaded ??= await import('./compile.js');
  return loaded;
}

/** The validator. Where it was not read yet, what runs is told to wait for it, and begins again. */
export function getCompiler(): Compiler {
  if (loaded !== undefined) return loaded;
  throw new Pending('the validator of JSON Schema', async () => {
    await loadCompiler();
    return true;
  });
}
