import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateController } from '../../src/template/plugins.js';
import type { Value } from '../../src/values/value.js';
import type { JinjaCase } from './jinja-case.js';

/** A controller whose playbook directory is a case's own, with the case's environment and nothing else. */
export function caseController(
  directory: string,
  { env = {} }: Pick<JinjaCase, 'env'>,
  answers: ReadonlyMap<string, Value>,
): TemplateController {
  const remembered = new Map<string, Value>();
  const searchPath = (kind: string): readonly string[] => [join(directory, kind), directory];
  return {
    findFile: (kind, name) =>
      [...searchPath(kind).map((path) => join(path, name)), name].find(
        (path) => path.startsWith('/') && existsSync(path),
      ),
    searchPath,
    readFile: (path) => readFileSync(path),
    environment: (name) => env[name] ?? process.env[name],
    directory,
    now: () => Date.now(),
    remember(key, make) {
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const made = make();
      remembered.set(key, made);
      return made;
    },
    findAnswer: (key) => answers.get(key),
    addSecret: () => undefined,
    decryptVault: () => {
      throw new Error('the cases hold no vault text');
    },
    warn: () => undefined,
    matchHosts: () => [],
  };
}
