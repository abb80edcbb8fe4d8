import { change, type Conversation, type Result } from '../module-kit/index.js';
import type { Controller } from '../module-kit/module.js';
import { linesOf } from '../module-kit/output.js';
import { attach, sh, type Script } from '../shell/script.js';
import { findPython, interpreterOf } from './interpreter.js';
import { argumentsAsJson, argumentsAsWords } from './module-arguments.js';
import { inlineMarker, type ModuleFile } from './module-file.js';
import { readModuleOutput } from './module-output.js';
import type { PythonBundle } from './python-bundle.js';
import { pythonScript } from './python-script.js';

/** A module that is no part of provision, found and ready to be sent. */
export interface ForeignModule {
  readonly name: string;
  readonly file: ModuleFile;
  /** The ansible-core version that is told to the module. */
  readonly version: string;
  /** For modules in Python: the archive to run, made when it is first needed. */
  bundle(controller: Controller): Conversation<PythonBundle>;
}

/** Runs a module on the target by the protocol of its style, in check mode too: such a module knows what it may do then. */
export function* runForeignModule(module: ForeignModule, controller: Controller): Conversation<Result> {
  const run = yield* scriptOf(module, controller);
  const outcome = yield* change({
    what: 'run',
    after: module.name,
    run,
    mayFail: true,
    counts: false,
    inCheckMode: true,
    mayReachOthers: true,
  });
  if (!outcome) return {};
  const result = asShown(readModuleOutput(outcome), controller);
  // Of a job also what it said on standard error is told.
  return controller.isJob && result['stderr'] === undefined ? { ...result, ...stderrKeys(outcome.stderr) } : result;
}

/** How a module was called is told from -vvv on. */
function asShown({ invocation, ...result }: Result, { verbosity }: Controller): Result {
  return verbosity > 2 && invocation !== undefined ? { ...result, invocation } : result;
}

function stderrKeys(stderr: Buffer): Result {
  const text = stderr.toString('utf8');
  return { stderr: text, stderr_lines: linesOf(text) };
}

function* scriptOf(module: ForeignModule, controller: Controller): Conversation<Script> {
  const { file, name } = module;
  const args = argumentsFor(module, controller);
  const json = JSON.stringify(args);
  if (file.style === 'python')
    return pythonScript(yield* findPython(controller, name), yield* module.bundle(controller), json);
  if (file.isBinary) return sh`p=${attach(file.content)}; chmod u+x "$p" && exec "$p" ${attach(json)}`;
  const interpreter = yield* interpreterOf(file, controller, name);
  if (file.style === 'inlined')
    return sh`exec ${interpreter} ${attach(file.content.toString('utf8').replaceAll(inlineMarker, () => json))}`;
  return sh`exec ${interpreter} ${attach(file.content)} ${attach(file.style === 'json' ? json : argumentsAsWords(args))}`;
}

function argumentsFor({ name, version }: ForeignModule, controller: Controller): Record<string, unknown> {
  const { check, target, noLog, verbosity } = controller;
  const remoteTmp = String(controller.findTargetVariable('ansible_remote_tmp') ?? '~/.ansible/tmp');
  const about = { name, version, check, diff: target.diff, noLog, verbosity, remoteTmp };
  return argumentsAsJson(controller.others, about);
}
