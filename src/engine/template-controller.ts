import type { PlaybookNode } from '../playbook/nodes.js';
import type { TemplateController } from '../template/plugins.js';
import type { Value } from '../values/value.js';
import { NotKnownYet } from './ahead/not-known-yet.js';
import { findInPath, searchPath } from './files.js';
import type { PlayRun } from './run.js';

/** What templates of one task and host may use of the controller. `remembered` holds values made once (random numbers, passwords) and answers of awaited lookups. */
export function templateController(
  playRun: PlayRun,
  node: PlaybookNode,
  remembered: Map<string, Value>,
): TemplateController {
  const { run, play } = playRun;
  const start = { node, directory: play.directory };
  return {
    directory: play.directory,
    fileKind: fileKindOf(node),
    configuration: run.settings.configuration,
    ansibleManaged: run.settings.ansibleManaged,
    findFile: (kind, name) => findInPath(name, searchPath(kind, start), (path) => run.files.exists(path)),
    searchPath: (kind) => searchPath(kind, start),
    readFile: (path) => run.files.readBytes(path, true),
    environment: (name) => run.environment[name],
    now: () => run.now(),
    remember(key, make) {
      let value = remembered.get(key);
      if (value === undefined && run.isRehearsal) throw new NotKnownYet(key);
      if (value === undefined) remembered.set(key, (value = make()));
      return value;
    },
    findAnswer: (key) => remembered.get(key),
    addSecret: (text) => run.mask.add(text),
    decryptVault: (armoured, at) => run.files.decryptVault(armoured, at),
    warn: (message, at) => run.events.emit({ type: 'warning', message, at }),
    matchHosts: (pattern) => run.inventory.find(pattern),
  };
}

function fileKindOf(node: PlaybookNode): 'files' | 'templates' | 'vars' {
  if (!('action' in node) || typeof node.action !== 'string') return 'files';
  return node.action.includes('template') ? 'templates' : node.action.includes('var') ? 'vars' : 'files';
}
