import { isList } from '../values/value.js';
import type { Extends, FromImport, Import, Include } from './ast.js';
import { compileExpression } from './compile-expression.js';
import type { Compilation } from './compilation.js';
import type { Execute, LoadedTemplate } from './compiled.js';
import type { Frame } from './frame.js';
import { execute } from './execute.js';
import { Run } from './run.js';
import { Undefined, type RuntimeValue } from './runtime.js';
import { TemplateModule } from './template-module.js';
import { PythonError } from '../values/python-error.js';
import { orElse } from './or-else.js';

/** `{% extends %}`: from here on the parent prints, with this template's blocks. */
export function compileExtends(node: Extends, unit: Compilation): Execute {
  const template = compileExpression(node.template, unit);
  return (frame) => {
    if (frame.run.parentTemplate !== undefined)
      throw new PythonError('TemplateRuntimeError', 'extended multiple times');
    frame.run.parentTemplate = getTemplate(template(frame), frame.run);
    return undefined;
  };
}

/** The template of that name; of a list of names the first that exists. */
function getTemplate(name: RuntimeValue, run: Run): LoadedTemplate {
  const loaded = run.evaluation.findTemplate(name, run);
  if (loaded !== undefined) return loaded;
  const names = isList(name) ? name : [name];
  const places = run.evaluation.options.controller.searchPath('templates').map((path) => `'${path}'`);
  const wanted = names.map(String).join("', '");
  throw new PythonError('TemplateNotFound', `'${wanted}' not found in search path: ${places.join(', ')}`);
}

const withoutLoop: ReadonlySet<string> = new Set(['loop']);

/** `{% include %}`: the other template's output, with the names of this one. */
export function compileInclude(node: Include, unit: Compilation): Execute {
  const template = compileExpression(node.template, unit);
  return (frame, out) => {
    const name = template(frame);
    const loaded = node.ignoreMissing
      ? frame.run.evaluation.findTemplate(name, frame.run)
      : getTemplate(name, frame.run);
    if (loaded !== undefined) out.push(...execute(innerRun(loaded, frame, node.withContext), loaded.compiled));
    return undefined;
  };
}

function innerRun(loaded: LoadedTemplate, frame: Frame, withContext: boolean): Run {
  const context = withContext ? { outer: frame, hidden: withoutLoop } : { seesVariables: false };
  const run = new Run(frame.run.evaluation, loaded.source, context);
  run.syntax = frame.run.syntax;
  return run;
}

/** `{% import %}`: the other template's names as attributes of one. */
export function compileImport(node: Import, unit: Compilation): Execute {
  const template = compileExpression(node.template, unit);
  return (frame) => {
    const loaded = getTemplate(template(frame), frame.run);
    frame.set(node.target, runModule(loaded, frame, node.withContext));
    return undefined;
  };
}

/** `{% from ... import %}`: some of the other template's names. */
export function compileFromImport(node: FromImport, unit: Compilation): Execute {
  const template = compileExpression(node.template, unit);
  return (frame) => {
    const name = template(frame);
    const exported = runModule(getTemplate(name, frame.run), frame, node.withContext).names;
    const { source } = frame.run;
    for (const [wanted, alias] of node.names) {
      const missing = `the template '${String(name)}' (imported on line ${source.lineOf(node.offset)}) does not export the requested name '${wanted}'`;
      frame.set(
        alias,
        orElse(exported.get(wanted), () => new Undefined(missing, source.positionOf(node.offset))),
      );
    }
    return undefined;
  };
}

/** Runs a template for the names it sets. */
function runModule(loaded: LoadedTemplate, frame: Frame, withContext: boolean): TemplateModule {
  const run = innerRun(loaded, frame, withContext);
  const printed = execute(run, loaded.compiled);
  return new TemplateModule(run.root.names, printed);
}
