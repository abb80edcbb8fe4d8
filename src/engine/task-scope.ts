import { createTemplar } from '../template/create-templar.js';
import type { Templar } from '../template/templar.js';
import type { PlaybookNode } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { LazyDict } from '../variables/lazy-dict.js';
import { LayeredScope, asWritten, type Layer } from '../variables/scope.js';
import { noFiles, taskLayers } from '../variables/task-layers.js';
import { templateController } from './template-controller.js';
import { hostMagic, playMagic, roleMagic } from './magic.js';
import { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';

/** What a templar adds to a task's own variables. */
export interface TemplarExtras {
  /** The strongest variables: loop items. */
  readonly variables?: Layer;
  /** Values made once and answers already awaited; shared by all templars of one loop item. */
  readonly remembered?: Map<string, Value>;
}

/** Makes the templar of a task on a host. */
export function taskTemplar(playRun: PlayRun, node: PlaybookNode, host: RunHost, extras: TemplarExtras = {}): Templar {
  const scope = taskScope(playRun, node, host, extras.variables ?? new Map());
  const controller = templateController(playRun, node, extras.remembered ?? new Map());
  return createTemplar(
    { plugins: playRun.run.plugins, controller, strictConditions: playRun.run.settings.strictConditions },
    scope,
  );
}

function taskScope(playRun: PlayRun, node: PlaybookNode, host: RunHost, extra: Layer): LayeredScope {
  const { run, play } = playRun;
  const magic = new LayeredScope([
    hostMagic(host.name, run),
    roleMagic(node),
    playMagic(playRun, (name) => hostVariables(playRun, name)),
  ]);
  const layers = taskLayers({
    node,
    play: playRun.variables,
    hostName: host.name,
    host: host.known,
    inventory: asWritten(run.inventoryVariables(host.name, play.directory)),
    extra: asWritten(run.settings.extraVariables),
    magic: scopeLayer(magic),
  });
  const scope: LayeredScope = new LayeredScope([
    extra,
    ...layers,
    new LazyDict({
      find: (name) => (name === 'vars' ? allVariables(scope) : undefined),
      keys: () => ['vars'],
    }) as unknown as Layer,
  ]);
  return scope;
}

/** All variables of a scope as a dict, for `vars`. */
function allVariables(scope: LayeredScope): Value {
  return new LazyDict({
    find: (name) => scope.find(name),
    keys: () => [...scope.names()].filter((name) => name !== 'vars'),
  });
}

/**
 * The variables of a host as `hostvars` shows them: the inventory's and what the run has learnt, but none of the play's;
 * rendered with that host's own, when they are read.
 */
function hostVariables(playRun: PlayRun, name: string): LazyDict {
  const host = playRun.run.hosts.get(name) ?? new RunHost(name);
  const { play, run } = playRun;
  const node: PlaybookNode = { at: play.at, keywords: new Map(), parent: undefined, role: undefined };
  const bare: PlayRun = { ...playRun, variables: { node, roles: [], files: noFiles, prompted: new Map() } };
  const scope = taskScope(bare, node, host, new Map());
  const controller = templateController(bare, node, new Map());
  const templar = createTemplar(
    { plugins: run.plugins, controller, strictConditions: run.settings.strictConditions },
    scope,
  );
  return new LazyDict({ find: (variable) => templar.find(variable), keys: () => scope.names() });
}

function scopeLayer(scope: LayeredScope): Layer {
  return new LazyDict({ find: (name) => scope.find(name), keys: () => scope.names() }) as unknown as Layer;
}
