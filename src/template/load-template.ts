import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { typeError } from '../values/python-error.js';
import { typeName } from '../values/type-name.js';
import { isList } from '../values/value.js';
import { compileTemplate } from './compile.js';
import type { LoadedTemplate } from './compiled.js';
import type { Run } from './run.js';
import { Undefined, type RuntimeValue } from './runtime.js';
import { SourceMap } from './source-map.js';

/** The template that `include`, `import` or `extends` names; of a list of names the first that exists. */
export function findTemplate(name: RuntimeValue, run: Run): LoadedTemplate | undefined {
  if (name instanceof Undefined) name.raise();
  if (!isList(name)) return findOne(name, run);
  for (const candidate of name) {
    const loaded = findOne(candidate, run);
    if (loaded !== undefined) return loaded;
  }
  return undefined;
}

function findOne(name: RuntimeValue, run: Run): LoadedTemplate | undefined {
  if (name instanceof Undefined) name.raise();
  if (typeof name !== 'string') throw typeError(`a template's name must be a string, not ${typeName(name)}`);
  const { controller } = run.evaluation.options;
  const path = controller.findFile('templates', name) ?? findBeside(name, run);
  if (path === undefined) return undefined;
  const at = { file: path, line: 1, column: 1 };
  const compiled = compileTemplate(controller.readFile(path).toString('utf8'), run.syntax, at);
  return { compiled, source: new SourceMap(compiled.text, at) };
}

/** A template beside the one that names it. */
function findBeside(name: string, run: Run): string | undefined {
  const from = run.source.start?.file;
  const path = from === undefined ? undefined : join(dirname(from), name);
  return path !== undefined && existsSync(path) ? path : undefined;
}
