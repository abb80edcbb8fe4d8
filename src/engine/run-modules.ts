import { ProvisionError } from '../base/errors.js';
import { TaskFailure, failureResult } from '../module-kit/failure.js';
import type { Controller, Module, ModuleCall, Result } from '../module-kit/module.js';
import { parseArguments } from '../module-kit/parse-arguments.js';
import { onController, type Conversation } from '../module-kit/steps.js';
import type { Templar } from '../template/templar.js';
import type { Dict } from '../values/value.js';
import { drive, type Line } from './drive.js';
import { Answers } from './machine.js';
import { moduleDefaults } from './module-defaults.js';
import type { PlayRun } from './run.js';
import type { TaskContext } from './task-context.js';
import type { TaskLine } from './task-line.js';

/** What running modules for an action needs. */
export interface ModuleParts {
  readonly context: TaskContext;
  readonly templar: Templar;
  readonly way: TaskLine;
  /** What a module that is an action itself may use. */
  readonly controller: () => Controller;
}

/** The module of a name, unless it is an action. */
export function findPlainModule({ run }: PlayRun, name: string): Module | undefined {
  const found = run.findModule(name);
  return found?.kind === 'module' ? found : undefined;
}

/** Runs a module by its name over the defaults that content gives it. Throws E0501 where there is none. */
export function* runNamed(name: string, given: Dict, parts: ModuleParts): Conversation<Result> {
  const { context, templar, controller } = parts;
  const { playRun, task } = context;
  const definition = playRun.run.findModule(name);
  if (!definition)
    throw new ProvisionError('E0501', `The module ${name} was not found in configured module paths`, { at: task.at });
  const defaults = moduleDefaults({ ...task, module: { name } }, definition, templar, playRun);
  const wanted = new Map([...defaults, ...given]);
  const { target } = controller();
  const { args, others } = parseArguments({ ...definition, name }, wanted, target);
  if (definition.kind === 'module') return yield* definition.run(args, target);
  return (yield* definition.run(args, { ...controller(), others })).result;
}

/** Runs modules at the same time, each in a session of its own. What one fails with is its result. */
export function* runTogether(calls: readonly ModuleCall[], parts: ModuleParts): Conversation<readonly Result[]> {
  return yield* onController(() => Promise.all(calls.map((call) => runApart(call, parts))));
}

async function runApart({ name, args, limit }: ModuleCall, parts: ModuleParts): Promise<Result> {
  const { way, context } = parts;
  const { connections, signal } = context.playRun.run;
  const session = await (await connections.connect(way.connection)).separateSession(way.become);
  const deadline = limit === undefined ? undefined : AbortSignal.timeout(limit * 1000);
  const line: Line = {
    ...way.line,
    session: () => Promise.resolve(session),
    answers: new Answers(way.line.answers.machine),
    ahead: undefined,
    signal: AbortSignal.any([way.line.signal ?? signal, ...(deadline ? [deadline] : [])]),
  };
  try {
    return await drive(runNamed(name, args, parts), line);
  } catch (thrown) {
    return failureResult(deadline?.aborted ? new TaskFailure('Timeout exceeded') : thrown);
  } finally {
    await session.close();
  }
}
