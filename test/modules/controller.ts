import type { Controller } from '../../src/module-kit/index.js';
import { TemplateText, type Value } from '../../src/values/value.js';
import type { ConnectionOptions } from '../../src/transport/connection.js';
import { target } from './target.js';

/** The way to the host of {@link target}. */
export const own: ConnectionOptions = {
  name: 'web1',
  plugin: 'ssh',
  address: '192.0.2.1',
  user: 'ada',
  sshArguments: [],
  hostKeyChecking: 'yes',
  connectTimeout: 10,
  shell: '/bin/sh',
  environment: {},
  becomeMethods: new Map(),
};

/** A controller whose parts a test replaces; what it does not replace fails when used. */
export function controllerWith(parts: Partial<Controller> = {}): Controller {
  const unused = (): never => {
    throw new Error('the test does not expect this use of the controller');
  };
  return {
    target,
    reach: { own, delegate: undefined, become: undefined },
    at: undefined,
    check: false,
    isJob: false,
    noLog: false,
    verbosity: 0,
    others: new Map<string, Value>(),
    directory: '/site',
    render: (value) => (value instanceof TemplateText ? value.source : value),
    renderText: unused,
    evaluate: unused,
    test: unused,
    findVariable: () => undefined,
    findTargetVariable: () => undefined,
    argumentAt: () => undefined,
    warn: unused,
    findWritten: () => undefined,
    isPassedOn: () => false,
    trustPassedOn: () => undefined,
    getFile: unused,
    findFile: () => undefined,
    readFile: unused,
    title: 'a task',
    say: unused,
    findModule: unused,
    runModule: unused,
    runHere: unused,
    runTogether: unused,
    factsModules: ['smart'],
    addSecret: unused,
    ...parts,
  };
}
