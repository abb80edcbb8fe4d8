import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { basename, dirname, join } from 'node:path';
import type { Controller, Module, Result, Target } from '../module-kit/module.js';
import { parseArguments } from '../module-kit/parse-arguments.js';
import type { Conversation } from '../module-kit/steps.js';
import type { Templar } from '../template/templar.js';
import type { Dict, Value } from '../values/value.js';
import { numberOf } from './coerce.js';
import { findInPath, searchPath } from './files.js';
import type { PlayRun } from './run.js';
import { keywordFlag, keywordValue, type TaskContext } from './task-context.js';

interface ControllerParts {
  readonly target: Target;
  readonly others: ReadonlyMap<Value, Value>;
  readonly check: boolean;
  /** The variables of the host that is worked on, which is another one when the task is delegated. */
  readonly there: Templar;
}

/** What an action of this task may use. */
export function taskController(
  { playRun, task }: TaskContext,
  templar: Templar,
  { target, others, check, there }: ControllerParts,
): Controller {
  const { run, play } = playRun;
  const path = (kind: string): string[] => searchPath(kind, { node: task, directory: play.directory });
  const findFile = (kind: string, name: string): string | undefined =>
    findInPath(name, path(kind), (candidate) => run.files.exists(candidate));
  return {
    target,
    others,
    check,
    isJob: numberOf(keywordValue(task, 'async', templar), 0) > 0,
    noLog: keywordFlag(task, 'no_log', templar, run.settings.noLog),
    verbosity: run.settings.verbosity,
    at: task.actionAt ?? task.at,
    directory: play.directory,
    ansibleManaged: run.settings.ansibleManaged,
    render: (value) => templar.render(value, task.at),
    renderText: (source, options) => templar.renderText(source, options),
    evaluate: (expression) => templar.evaluate(expression, task.actionAt),
    test: (condition) => templar.test(condition, task.actionAt),
    findWritten: (template) => templar.findWritten(template),
    findVariable: (name) => templar.find(name),
    findTargetVariable: (name) => there.find(name),
    findFile,
    getFile(kind, name) {
      const found = findFile(kind, name);
      if (found === undefined) throw noFile(name, path(kind), task.actionAt, run.files.list);
      return found;
    },
    readFile: (file, decrypt = true) => run.files.readBytes(file, decrypt),
    prompt: run.prompt,
    findModule: (name) => moduleOf(playRun, name),
    runModule: (name, args) => runNamed(playRun, name, args, target),
    addSecret: (text) => run.mask.add(text),
  };
}

function moduleOf({ run }: PlayRun, name: string): Module | undefined {
  const found = run.findModule(name);
  return found?.kind === 'module' ? found : undefined;
}

function* runNamed(playRun: PlayRun, name: string, given: Dict, target: Target): Conversation<Result> {
  const module = moduleOf(playRun, name);
  if (!module) throw new ProvisionError('E0501', `there is no module named "${name}"`);
  const { args } = parseArguments(module, given, target);
  return yield* module.run(args, target);
}

function noFile(
  name: string,
  path: readonly string[],
  at: ProvisionError['at'],
  list: (directory: string) => readonly string[],
): ProvisionError {
  const siblings = path.flatMap((directory) => list(join(directory, dirname(name))));
  const near = didYouMean(basename(name), siblings);
  const looked = `looked in ${path.join(', ')}`;
  return new ProvisionError(
    'E0003',
    `Could not find or access '${name}' on the Ansible Controller.\nIf you are using a module and expect the file to exist on the remote, see the remote_src option`,
    {
      at,
      hint: near ? `${near} (${looked})` : looked,
    },
  );
}
