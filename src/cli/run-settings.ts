import type { SecretMask } from '../base/secret.js';
import type { Configuration } from '../config/load-configuration.js';
import { textList } from '../engine/coerce.js';
import type { RunSettings } from '../engine/run.js';
import type { Value } from '../values/value.js';
import { connectionDefaults } from './connection-defaults.js';
import type { CliEnvironment } from './environment.js';
import { findProgram } from './find-program.js';
import { positive } from './positive.js';
import type { RunOptions } from './run-options.js';

/** What the command line asks of a run. */
export interface SettingsRequest {
  readonly options: RunOptions;
  readonly environment: CliEnvironment;
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
}

/** A host costs a connection, not a process: many are worked on at a time. */
const defaultForks = 50;
const ansibleForks = 5;

interface SettingsParts {
  readonly extraVariables: ReadonlyMap<string, Value>;
  readonly mask: SecretMask;
}

/** How a run goes: the command line over the configuration. Passwords that were asked for are masked. */
export async function runSettings(
  { options, environment, tags = [], skipTags = [] }: SettingsRequest,
  configuration: Configuration,
  { extraVariables, mask }: SettingsParts,
): Promise<RunSettings> {
  const only = tags.flatMap((text) => textList(text));
  const skip = skipTags.flatMap((text) => textList(text));
  const connection = await connectionDefaults(options, configuration, environment);
  // Playbooks written for Ansible may print what was typed at their prompts, and rely on it; of these they have nothing.
  const masksAnswers = options.dialect !== 'ansible';
  for (const secret of [connection.password, connection.becomePassword]) if (secret) mask.add(secret.reveal());
  return {
    check: options.plan ?? options.check ?? false,
    plan: options.plan ?? false,
    diff: options.plan ?? options.diff ?? configuration.diffAlways,
    forks:
      positive('--forks', options.forks) ??
      configuration.forks ??
      (options.dialect === 'ansible' ? ansibleForks : defaultForks),
    tags: {
      only: only.length > 0 ? only : configuration.runTags,
      skip: skip.length > 0 ? skip : configuration.skipTags,
    },
    limit: options.limit,
    extraVariables,
    connection,
    verbosity: options.verbose,
    noLog: configuration.noLog,
    strictConditions: options.strict === true && !configuration.allowBrokenConditionals,
    allowsBrokenConditions: options.strict === true && configuration.allowBrokenConditionals,
    jinjaExtensions: configuration.jinjaExtensions,
    masksAnswers,
    checksAhead: options.dialect !== 'ansible',
    gathering: configuration.gathering,
    anyErrorsFatal: configuration.anyErrorsFatal,
    forceHandlers: options.forceHandlers ?? configuration.forceHandlers,
    errorOnMissingHandler: configuration.errorOnMissingHandler,
    debugger: options.debugOnFail ?? configuration.enableTaskDebugger,
    strategy: configuration.strategy,
    taskTimeout: positive('--task-timeout', options.taskTimeout) ?? configuration.taskTimeout,
    step: options.step ?? false,
    startAtTask: options.startAtTask,
    warnsOfReservedNames: options.dialect === 'ansible',
    hashBehaviour: configuration.hashBehaviour,
    variableRoots: configuration.playbookVarsRoot,
    injectsFacts: configuration.injectFactsAsVars,
    playbookPython: options.dialect === 'ansible' ? findProgram('python3', environment) : undefined,
    inventorySources: [],
    configuration,
    ansibleManaged: configuration.ansibleManaged,
    factsModules: configuration.factsModules,
  };
}
