import { join } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { filters, tests } from '../../src/filters/index.js';
import { lookups } from '../../src/lookups/index.js';
import { createTemplar } from '../../src/template/create-templar.js';
import type { ConfigurationFile } from '../../src/config/load-configuration.js';
import type { TemplateController } from '../../src/template/plugins.js';
import { fromJson } from '../../src/values/json.js';
import { TemplateText, type Value } from '../../src/values/value.js';

export interface Surroundings {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly answers?: ReadonlyMap<string, Value>;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly configuration?: ConfigurationFile;
  readonly warn?: (message: string) => void;
}

/** A controller with a directory of its own and an environment that is given, not the process's. */
export function testController({
  directory = '/nonexistent',
  environment = {},
  answers,
  configuration,
  warn = () => undefined,
}: Surroundings): TemplateController {
  const remembered = new Map<string, Value>();
  return {
    findFile: (kind, name) => [join(directory, kind, name), join(directory, name)].find((path) => existsSync(path)),
    searchPath: (kind) => [join(directory, kind), directory],
    readFile: (path) => readFileSync(path),
    environment: (name) => environment[name],
    directory,
    configuration,
    now: () => 0,
    remember(key, make) {
      const known = remembered.get(key) ?? make();
      remembered.set(key, known);
      return known;
    },
    findAnswer: (key) => answers?.get(key),
    addSecret: () => undefined,
    decryptVault: (armoured) => armoured,
    warn,
    matchHosts: (pattern) => (pattern === 'all' ? ['one', 'two'] : []),
  };
}

/** Renders one template with all filters, tests and lookups. */
export function render(template: string, surroundings: Surroundings = {}): Value {
  const variables = new Map(
    Object.entries(surroundings.variables ?? {}).map(([name, value]) => [name, fromJson(value)]),
  );
  const templar = createTemplar(
    { plugins: { filters, tests, lookups }, controller: testController(surroundings), strictConditions: true },
    { find: (name) => variables.get(name), names: () => variables.keys() },
  );
  return templar.render(new TemplateText(template, undefined));
}
