import { resolve } from 'node:path';
import { SecretMask } from '../base/secret.js';
import type { Configuration } from '../config/load-configuration.js';
import { connections } from '../connections/index.js';
import { connectionTrace } from '../engine/connection-trace.js';
import { ConnectionPool } from '../engine/connection-pool.js';
import { lookAhead } from '../engine/ahead/look-ahead.js';
import { findModule } from '../engine/find-module.js';
import { Machines } from '../engine/machine.js';
import { Pace } from '../engine/pace.js';
import type { Finished } from '../engine/resume/journal.js';
import type { Run } from '../engine/run.js';
import { Sharding } from '../engine/shard/sharding.js';
import { Slots } from '../engine/slots.js';
import { EventBus, type Reporter } from '../events/bus.js';
import { modules } from '../modules/index.js';
import type { Value } from '../values/value.js';
import { readExtraVariables } from './extra-variables.js';
import { openFactCache } from './fact-cache.js';
import { foreignParts } from './foreign-parts.js';
import { keyringFor } from './keyring.js';
import { openInventory } from './open-inventory.js';
import { wantsProfile } from './profile.js';
import { promptFor } from './prompt.js';
import { reportersFor } from './reporters-for.js';
import { runFiles } from './run-files.js';
import { parseShard } from './shard.js';
import type { Watch } from './records/watch-run.js';
import type { RunOptions } from './run-options.js';
import { runSettings, type SettingsRequest } from './run-settings.js';
import { warnOfUnused } from './unused-options.js';
import { variablesByHost } from './variables-by-host.js';

export interface RunRequest extends SettingsRequest {
  readonly configuration: Configuration;
  readonly signal: AbortSignal;
  /** What keeps the run's state beyond its end. */
  readonly watch?: Watch | undefined;
  /** Readers of the events in the place of what the user sees otherwise. */
  readonly visible?: readonly Reporter[] | undefined;
  /** What the run that this one goes on from has finished. */
  readonly finished?: Finished | undefined;
}

/** Makes everything that a run shares, from the command line, the configuration and the environment. */
export async function prepareRun(request: RunRequest): Promise<Run> {
  const { environment, configuration } = request;
  const verbose = request.options.verbose + configuration.verbosity;
  const options = { ...request.options, verbose };
  warnOfUnused(options, environment);
  const keyring = await keyringFor({ flags: options, configuration, environment });
  const mask = new SecretMask();
  for (const { password } of keyring.secrets) mask.add(password.reveal());
  const extraVariables = readExtraVariables(options.extraVars ?? [], { directory: environment.directory, keyring });
  const settings = await runSettings({ ...request, options }, configuration, { extraVariables, mask });
  const reporters = [
    ...(request.visible ?? reportersFor({ ...request, options, usual: request.watch?.usual })),
    ...(request.watch?.readers ?? []),
  ];
  const events = new EventBus(reporters, mask);
  const { modules: foreign, plugins, endPlugins } = foreignParts({ options, configuration, environment, events });
  const files = runFiles({
    checksAhead: settings.checksAhead,
    foreign,
    plugins,
    keyring,
    mask,
    configuration,
    extraVariables,
    environment,
    events,
  });
  const factCache = openFactCache(configuration, (message) => environment.warn(message));
  if (options.flushCache === true) for (const host of factCache?.hosts() ?? []) factCache?.forget(host);
  const inventoryRequest = {
    sources: [...(options.inventory ?? []), ...(options.inventoryFile ?? [])],
    dialect: options.dialect,
    configuration,
    environment,
    keyring,
    extraVariables,
    controller: files.controller,
    cachedFacts: (host: string) => factCache?.find(host) ?? new Map<string, Value>(),
  };
  const inventory = await openInventory(inventoryRequest);
  const inventorySources = inventory.sources.map(({ name }) => resolve(environment.directory, name));
  request.watch?.owed.useInventory(inventorySources);
  return {
    settings: { ...settings, inventorySources },
    inventory,
    refreshInventory: async () => inventory.refresh(await openInventory(inventoryRequest)),
    events,
    mask,
    files,
    plugins,
    endPlugins,
    connections: new ConnectionPool(
      environment.connections ?? connections,
      connectionTrace(events, { verbosity: options.verbose, profiles: wantsProfile(options) }),
    ),
    machines: new Machines(),
    aheadOf: looksAhead(options, configuration) ? lookAhead : () => undefined,
    hosts: new Map(),
    factCache,
    jobs: new Set(),
    sharding: options.shard === undefined ? undefined : new Sharding(parseShard(options.shard), inventory),
    owed: request.watch?.owed,
    journal: settings.check ? undefined : request.watch?.journalFor(mask),
    finished: request.finished,
    stats: new Map(),
    pace: new Pace(settings),
    slots: new Slots(settings.forks),
    terminal: new Slots(1),
    environment: environment.variables,
    ...variablesByHost(inventory, {
      keyring,
      configuration,
      maskLeaves: files.maskLeaves,
      environment,
    }),
    findModule: (name) => findModule(name, modules) ?? foreign.find(name),
    prompt: (text, options) => promptFor(environment, text, options),
    typing: environment.isInteractive
      ? (options) => environment.waitForTyping({ ...options, signal: request.signal })
      : undefined,
    now: () => Date.now(),
    signal: request.signal,
  };
}

/** Who looks at each task by itself may wish to see what is sent for it. */
function looksAhead(options: RunOptions, { enableTaskDebugger }: Configuration): boolean {
  const { lookAhead: wanted, step, debugOnFail } = options;
  return wanted !== false && step !== true && debugOnFail !== true && !enableTaskDebugger;
}
