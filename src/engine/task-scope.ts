import { createTemplar } from '../template/create-templar.js';
import type { Templar } from '../template/templar.js';
import type { PlaybookNode } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { LazyDict } from '../variables/lazy-dict.js';
import { LayeredScope, type Layer } from '../variables/scope.js';
import { taskLayers } from '../variables/task-layers.js';
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
  return createTemplar({ plugins: playRun.run.plugins, controller, strictConditions: playRun.run.settings.strictConditions }, scope);
}

function taskScope(playRun: PlayRun, node: PlaybookNode, host: RunHost, extra: Layer): LayeredScope {
  const { run, play } = playRun;
  const magic = new LayeredScope([hostMagic(host.name, run), roleMagic(node), playMagic(playRun, (name) => hostVariables(playRun, name))]);
  const layers = taskLayers({
    node,
    play: playRun.variables,
    host: host.known,
    inventory: run.inventoryVariables(host.name, play.directory),
    extra: run.settings.extraVariables,
    magic: scopeLayer(magic),
  });
  const scope: LayeredScope = new LayeredScope([extra, ...layers, new LazyDict({ find: (name) => (name === 'vars' ? allVariables(scope) : undefined), keys: () => ['vars'] }) as unknown as Layer]);
  return scope;
}

/** All variables of a scope as a dict, for `vars`. */
function allVariables(scope: LayeredScope): Value {
  return new LazyDict({ find: (name) => scope.find(name), keys: () => [...scope.names()].filter((name) => name !== 'vars') });
}

/** The variables of a host as `hostvars` shows them: rendered with that host's own, when they are read. */
function hostVariables(playRun: PlayRun, name: string): LazyDict {
  const host = playRun.run.hosts.get(name) ?? new RunHost(name);
  const templar = taskTemplar(playRun, playRun.play, host);
  const scope = taskScope(playRun, playRun.play, host, new Map());
  return new LazyDict({ find: (variable) => templar.find(variable), keys: () => scope.names() });
}

function scopeLayer(scope: LayeredScope): Layer {
  return new LazyDict({ find: (name) => scope.find(name), keys: () => scope.names() }) as unknown as Layer;
}
