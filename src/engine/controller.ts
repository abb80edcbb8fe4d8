import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { basename, dirname, join } from 'node:path';
import type { Controller, Reach, Target } from '../module-kit/module.js';
import type { Templar } from '../template/templar.js';
import { positionOfValue } from '../values/origin.js';
import type { Value } from '../values/value.js';
import { numberOf } from './coerce.js';
import { findInPath, searchPath } from './files.js';
import { connectionOptions } from './connection-options.js';
import { runHere } from './run-here.js';
import { findPlainModule, runNamed, runTogether, type ModuleParts } from './run-modules.js';
import { keywordFlag, keywordValue, type TaskContext } from './task-context.js';
import type { TaskLine } from './task-line.js';
import { delegatedTo, taskTemplar } from './task-scope.js';

interface ControllerParts {
  readonly target: Target;
  readonly others: ReadonlyMap<Value, Value>;
  readonly way: TaskLine;
}

/** What an action of this task may use. */
export function taskController(
  context: TaskContext,
  templar: Templar,
  { target, others, way }: ControllerParts,
): Controller {
  const { playRun, task } = context;
  const { run, play } = playRun;
  const { typing } = run;
  const path = (kind: string): string[] => searchPath(kind, { node: task, directory: play.directory });
  const findFile = (kind: string, name: string): string | undefined =>
    findInPath(name, path(kind), (candidate) => run.files.exists(candidate));
  const controller: Controller = {
    target,
    others,
    get reach() {
      return reachOf(context, way);
    },
    check: way.line.check,
    isJob: numberOf(keywordValue(task, 'async', templar), 0) > 0,
    noLog: keywordFlag(task, 'no_log', templar, run.settings.noLog),
    verbosity: run.settings.verbosity,
    at: task.actionAt ?? task.at,
    directory: play.directory,
    ansibleManaged: run.settings.ansibleManaged,
    factsModules: run.settings.factsModules,
    render: (value) => templar.render(value, task.at),
    renderText: (source, options) => templar.renderText(source, options),
    evaluate: (expression, at = task.actionAt) => templar.evaluate(expression, at),
    test: (condition, at) => templar.test(condition, at ?? task.actionAt),
    findWritten: (template) => templar.findWritten(template),
    isPassedOn: (text, by) => templar.isPassedOn(text, by),
    trustPassedOn: (made, by) => templar.trustPassedOn(made, by),
    argumentAt: (name) => positionOfValue(task.args, name) ?? task.actionAt,
    warn: (message, at) => templar.warn(message, at),
    findVariable: (name) => templar.find(name),
    findTargetVariable: (name) => way.there.find(name),
    findFile,
    getFile(kind, name) {
      const found = findFile(kind, name);
      if (found === undefined) throw noFile(name, path(kind), task.actionAt, run.files.list);
      return found;
    },
    readFile: (file, decrypt = true) => run.files.readBytes(file, decrypt),
    title: context.reference.title,
    say: (text) => run.events.emit({ type: 'message', text }),
    waitForTyping: typing && ((options) => run.terminal.use(() => typing(options))),
    findModule: (name) => findPlainModule(playRun, name),
    runModule: (name, args) => runNamed(name, args, parts),
    runHere: (script, options) => runHere(script, options, parts),
    runTogether: (calls) => runTogether(calls, parts),
    addSecret: (text) => run.mask.add(text),
  };
  const parts: ModuleParts = { context, templar, way, controller: () => controller };
  return controller;
}

function reachOf({ playRun, task, host }: TaskContext, { connection, become, isDelegated }: TaskLine): Reach {
  if (!isDelegated) return { own: connection, delegate: undefined, become };
  // Delegated to itself, the task's own host is reached by its own variables.
  const there = delegatedTo(task, host.name);
  const own = connectionOptions(host.name, there, taskTemplar(playRun, there, host), playRun.run.settings.connection);
  return { own, delegate: connection, become };
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
      plain: `there is no file "${name}" on this machine`,
      hint: near ? `${near} (${looked})` : `${looked}; a file of the host is taken with remote_src: true`,
    },
  );
}
