import { ask, type Conversation } from '../module-kit/index.js';
import { ProvisionError } from '../base/errors.js';
import type { Controller } from '../module-kit/module.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import type { ModuleFile } from './module-file.js';

/** Python of a target, the newest first. */
const candidates = [13, 12, 11, 10, 9, 8].map((minor) => `python3.${minor}`);

/** Values of `ansible_python_interpreter` that ask for a search. */
const searching = /^auto(?:_legacy)?(?:_silent)?$/;

const found = probe(
  // A name on the search path may be a version switcher's stub that runs nothing: each is tried.
  sh`for p in ${candidates} /usr/bin/python3 python3 /usr/libexec/platform-python; do
  "$p" -c '' >/dev/null 2>&1 && { command -v "$p"; break; }
done`,
  ({ stdout }) => stdout.toString('utf8').trim(),
);

/** The target's Python: the one that `ansible_python_interpreter` names, else the newest there is. */
export function* findPython(controller: Controller, module: string): Conversation<string> {
  const named = controller.findTargetVariable('ansible_python_interpreter');
  if (named !== undefined && named !== null && named !== '' && !searching.test(String(named))) return String(named);
  const { python } = yield* ask({ python: found });
  if (python === '')
    throw new ProvisionError('E0504', `"${module}" is written in Python, and ${controller.target.host} has none`, {
      at: controller.at,
      hint: 'install python3 there, or say where it is with ansible_python_interpreter',
    });
  return python;
}

/** The words to run a script with: its `#!` line, where a variable `ansible_NAME_interpreter` may name another program. */
export function* interpreterOf(file: ModuleFile, controller: Controller, module: string): Conversation<string[]> {
  const words = file.interpreter[0]?.endsWith('/env') === true ? file.interpreter.slice(1) : file.interpreter;
  const [program, ...options] = words;
  if (program === undefined)
    throw new ProvisionError('E0503', `module "${module}" (${file.path}) is missing its interpreter line`, {
      at: controller.at,
      hint: 'begin it with #! and the program that runs it',
    });
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (/^python[\d.]*$/.test(name)) return [yield* findPython(controller, module), ...options];
  const named = controller.findTargetVariable(`ansible_${name.replace(/\d+(\.\d+)*$/, '')}_interpreter`);
  return [named === undefined || named === null ? program : String(named), ...options];
}
