import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { CodeCache } from './code-cache.js';

type Require = (name: string) => unknown;
type Body = (
  exports: object,
  require: Require,
  module: { exports: object },
  filename: string,
  directory: string,
) => void;

/**
 * Loads the parts of the built program, which are CommonJS in one directory, when they are first asked for. V8 compiles
 * them once: what it compiled is taken from the cache.
 */
export class CodeLoader {
  readonly #loaded = new Map<string, { exports: object }>();
  readonly #scripts = new Map<string, Script>();
  #foundAll = true;

  /** @param requireOther what packages and Node's own modules are loaded with */
  constructor(
    readonly directory: string,
    readonly cache: CodeCache,
    readonly requireOther: Require,
  ) {}

  load(name: string): unknown {
    const known = this.#loaded.get(name);
    if (known !== undefined) return known.exports;
    const part = { exports: {} };
    this.#loaded.set(name, part);
    const require: Require = (wanted) => this.#require(wanted);
    this.#compile(name)(part.exports, require, part, join(this.directory, name), this.directory);
    return part.exports;
  }

  /**
   * Keeps the compiled code when a part was loaded that the cache did not have: of all parts, since those of it that
   * were first called in this run have been compiled, too.
   */
  keep(): void {
    if (this.#foundAll) return;
    this.cache.store(new Map([...this.#scripts].map(([name, script]) => [name, script.createCachedData()])));
  }

  #require(wanted: string): unknown {
    return wanted.startsWith('./') ? this.load(wanted.slice(2)) : this.requireOther(wanted);
  }

  #compile(name: string): Body {
    const filename = join(this.directory, name);
    // The parts hold nothing but ASCII: as Latin-1 they need no decoding.
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'latin1')}\n})`;
    const cachedData = this.cache.find(name);
    const script = new Script(source, { filename, cachedData });
    this.#foundAll &&= cachedData !== undefined && script.cachedDataRejected !== true;
    this.#scripts.set(name, script);
    return script.runInThisContext() as Body;
  }
}
