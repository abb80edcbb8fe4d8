import { createTemplar } from '../template/create-templar.js';
import { Broken, asElement, isVaultFailure } from '../template/runtime.js';
import type { Scope, Templar } from '../template/templar.js';
import { findKeyword, type PlaybookNode } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { LazyDict, type DictSource } from '../variables/lazy-dict.js';
import { LateScope } from '../variables/late-scope.js';
import { mergedLayer } from '../variables/merged-layer.js';
import { LayeredScope, asWritten, type Layer } from '../variables/scope.js';
import { noFiles, taskLayers } from '../variables/task-layers.js';
import { renderUnlessOmitted } from './keyword-value.js';
import { connectionMagic } from './connection-magic.js';
import type { Item } from './item.js';
import type { Notices } from './notices.js';
import { templateController, type TemplateUse } from './template-controller.js';
import { hostMagic, lateMagic, layerOf, playMagic, taskMagic } from './magic.js';
import { RunHost } from './run-host.js';
import { runMagic } from './run-magic.js';
import type { PlayRun } from './run.js';
import { elsewhereVariables } from './shard/elsewhere-variables.js';
import { variableRoots } from './variable-roots.js';

/** What a templar adds to a task's own variables. */
export interface TemplarExtras {
  /** The strongest variables: loop items. */
  readonly variables?: Layer;
  /** Values made once and answers already awaited; shared by all templars of one loop item. */
  readonly remembered?: Map<string, Value>;
  /** Where what templates warn of is noted for the result. */
  readonly notices?: Notices | undefined;
}

/** Makes the templar of a task on a host. */
export function taskTemplar(playRun: PlayRun, node: PlaybookNode, host: RunHost, extras: TemplarExtras = {}): Templar {
  const remembered = extras.remembered ?? new Map<string, Value>();
  const scope = new LateScope(() => taskScope({ playRun, node, remembered }, host, extras.variables ?? new Map()));
  return templarOf(scope, { playRun, node, remembered, notices: extras.notices });
}

type ItemVariables = Pick<Item, 'playRun' | 'task' | 'host' | 'variables' | 'remembered'>;

/** The variables of a task's item, as they are written. */
export function itemScope({ playRun, task, host, variables, remembered }: ItemVariables): LayeredScope {
  return taskScope({ playRun, node: task, remembered }, host, variables);
}

/** A variable of a task on a host as it is written. */
export function writtenVariable(name: string, item: ItemVariables): Value | undefined {
  return itemScope(item).find(name);
}

function templarOf(scope: Scope, parts: TemplateUse): Templar {
  const { plugins, settings } = parts.playRun.run;
  const { strictConditions, allowsBrokenConditions, jinjaExtensions: extensions } = settings;
  const controller = templateController(parts);
  return createTemplar({ plugins, controller, strictConditions, allowsBrokenConditions, extensions }, scope);
}

/** The variables of a task, in the order in which they win; what only says how the host is reached comes last. */
function taskScope(parts: TemplateUse, host: RunHost, extra: Layer): LayeredScope {
  const { playRun, node } = parts;
  const { run } = playRun;
  const magic = new LayeredScope([
    hostMagic(host.name, run),
    taskMagic(node),
    playMagic(playRun, (name) => hostVariables(playRun, name)),
  ]);
  const layers = [extra, ...variableLayers(playRun, node, { host, magic })];
  const known = new LayeredScope(layers);
  const delegate = (): string | undefined => findDelegate(known, parts);
  return new LayeredScope([
    ...layers,
    layerOf(new Map([['vars', () => new LazyDict(dictOf(known))]])),
    ...(findKeyword(node, 'delegate_to') ? [delegatedVariables(parts, { delegate, extra, name: host.name })] : []),
    lateMagic(node, playRun),
    connectionMagic({ name: host.name, delegate }, node, playRun),
  ]);
}

/** All variables of a scope as a dict. */
function dictOf(scope: LayeredScope): DictSource {
  return {
    find: (name) => scope.find(name),
    keys: () => scope.names(),
    isWritten: (name) => scope.isWritten(name),
  };
}

/** The levels of precedence from the magic variables down; with `hash_behaviour=merge` their dicts are merged. */
function variableLayers(
  { run, play, variables }: PlayRun,
  node: PlaybookNode,
  { host, magic }: { readonly host: RunHost; readonly magic: LayeredScope },
): readonly Layer[] {
  const layers = taskLayers({
    node,
    play: variables,
    hostName: host.name,
    host: host.known,
    inventory: asWritten(
      run.inventoryVariables(host.name, variableRoots(node, play.directory, run.settings.variableRoots)),
    ),
    extra: asWritten(run.settings.extraVariables),
    injectsFacts: run.settings.injectsFacts,
  });
  const merged = run.settings.hashBehaviour === 'merge' ? [mergedLayer(layers)] : layers;
  return [magic.asLayer(), ...merged];
}

/** The host that `delegate_to` names. */
function findDelegate(scope: LayeredScope, parts: TemplateUse): string | undefined {
  const written = findKeyword(parts.node, 'delegate_to');
  if (!written) return undefined;
  const name = renderUnlessOmitted(written, templarOf(scope, parts));
  return name === undefined || name === null || name === '' ? undefined : String(name);
}

interface Delegation {
  readonly delegate: () => string | undefined;
  readonly extra: Layer;
  /** The task's own host. */
  readonly name: string;
}

/** `ansible_delegated_vars`: all variables of the host that a task is delegated to, by its name. */
function delegatedVariables(parts: TemplateUse, { delegate, extra, name: own }: Delegation): Layer {
  const { playRun, node } = parts;
  const make = (): Value | undefined => {
    const name = delegate();
    if (name === undefined) return undefined;
    const host = playRun.run.hosts.get(name) ?? new RunHost(name);
    const strongest = new LayeredScope([new Map([['inventory_hostname', own]]), extra]);
    const scope = taskScope({ ...parts, node: delegatedTo(node, name) }, host, strongest.asLayer());
    const templar = templarOf(scope, parts);
    return new Map([
      [
        name,
        new LazyDict({
          find: (key) => templar.find(key),
          keys: () => scope.names(),
          isWritten: (key) => templar.isWritten(key),
        }),
      ],
    ]);
  };
  return layerOf(new Map([['ansible_delegated_vars', make]]));
}

/** A node that is delegated to a host whose name is known: seen from there, the template for it means something else. */
export function delegatedTo<Node extends PlaybookNode>(node: Node, name: string): Node {
  return { ...node, keywords: new Map(node.keywords).set('delegate_to', { value: name, at: node.at }) };
}

/**
 * The variables of a host as `hostvars` shows them: the inventory's and what the run has learnt, but none of the play's;
 * rendered with that host's own, when they are read.
 */
function hostVariables(playRun: PlayRun, name: string): LazyDict {
  const host = playRun.run.hosts.get(name) ?? new RunHost(name);
  const { play, run } = playRun;
  const node: PlaybookNode = { at: play.at, keywords: new Map(), parent: undefined, role: undefined };
  const bare: PlayRun = {
    ...playRun,
    variables: { node, roles: [], files: noFiles, prompted: new Map(), included: [] },
  };
  const magic = new LayeredScope([hostMagic(name, run), layerOf(runMagic(playRun))]);
  const scope = new LayeredScope(variableLayers(bare, node, { host, magic }));
  const templar = templarOf(scope, { playRun: bare, node, remembered: new Map() });
  const source: DictSource = {
    find: (variable) => findForOthers(templar, variable),
    keys: () => scope.names(),
    isWritten: (variable) => templar.isWritten(variable),
  };
  const { sharding } = run;
  return new LazyDict(sharding?.isElsewhere(name) === true ? elsewhereVariables(source, host, sharding) : source);
}

/** A variable of another host: an encrypted one that cannot be decrypted fails where it is used, not where it is listed. */
function findForOthers(templar: Templar, variable: string): Value | undefined {
  try {
    return templar.find(variable);
  } catch (error) {
    if (isVaultFailure(error)) return asElement(new Broken(error));
    throw error;
  }
}
