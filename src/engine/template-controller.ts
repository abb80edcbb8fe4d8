import { formatPosition, startOf, type Position } from '../base/position.js';
import type { PlaybookNode } from '../playbook/nodes.js';
import type { TemplateController } from '../template/plugins.js';
import type { Value } from '../values/value.js';
import { NotKnownYet } from './ahead/not-known-yet.js';
import { findInPath, searchPath } from './files.js';
import type { Notices } from './notices.js';
import type { PlayRun } from './run.js';

/** Whose templates a controller serves. */
export interface TemplateUse {
  readonly playRun: PlayRun;
  readonly node: PlaybookNode;
  /** Values made once (random numbers, passwords), and answers of awaited lookups. */
  readonly remembered: Map<string, Value>;
  /** Where what is warned of is noted for the result. */
  readonly notices?: Notices | undefined;
}

/** What templates of one task and host may use of the controller. */
export function templateController({ playRun, node, remembered, notices }: TemplateUse): TemplateController {
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
    warn(message, at, details) {
      run.events.emit({ type: 'warning', message, ...details, at, start: at && startOf(at) });
      notices?.warn(message, placeOf(at));
    },
    deprecate(deprecation, at) {
      run.events.emit({ type: 'deprecation', ...deprecation, at, start: at && startOf(at) });
      notices?.deprecate(deprecation, placeOf(at));
    },
    matchHosts: (pattern) => run.inventory.find(pattern),
  };
}

function placeOf(at: Position | undefined): string {
  return at === undefined ? '' : formatPosition(at);
}

function fileKindOf(node: PlaybookNode): 'files' | 'templates' | 'vars' {
  if (!('action' in node) || typeof node.action !== 'string') return 'files';
  return node.action.includes('template') ? 'templates' : node.action.includes('var') ? 'vars' : 'files';
}
