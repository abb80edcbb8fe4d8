import type { FilterDefinition, Plugins, TemplateController, TestDefinition } from '../../src/template/plugins.js';
import { createTemplar } from '../../src/template/create-templar.js';
import { Undefined } from '../../src/template/runtime.js';
import type { Templar, TemplarOptions } from '../../src/template/templar.js';
import { toText } from '../../src/values/repr.js';
import { TemplateText, holdsTemplate, isDict, isList, type Value } from '../../src/values/value.js';

const upper: FilterDefinition = { name: 'upper', apply: (input) => toText(input).toUpperCase() };
const fallback: FilterDefinition = {
  name: 'default',
  acceptsUndefined: true,
  parameters: [['default_value', '']],
  apply: (input, { default_value = '' }) => (input instanceof Undefined ? default_value : input),
};
const length: FilterDefinition = {
  name: 'length',
  apply: (input) => (isList(input) ? input.length : isDict(input) ? input.size : 0),
};
const isDefined: TestDefinition = {
  name: 'defined',
  acceptsUndefined: true,
  holds: (input) => !(input instanceof Undefined),
};

/** As few plugins as the engine's own tests need: those of `src/filters` have tests of their own. */
export const plugins: Plugins = {
  filters: new Map([upper, fallback, length].map((filter) => [filter.name, filter])),
  tests: new Map([['defined', isDefined]]),
  lookups: new Map(),
};

export function controller(overrides: Partial<TemplateController> = {}): TemplateController {
  return {
    findFile: () => undefined,
    searchPath: () => [],
    readFile: () => Buffer.from(''),
    environment: () => undefined,
    directory: '/',
    now: () => 0,
    remember: (_key, make) => make(),
    findAnswer: () => undefined,
    addSecret: () => undefined,
    decryptVault: (armoured) => armoured,
    warn: () => undefined,
    matchHosts: () => [],
    ...overrides,
  };
}

/** A templar over plain variables; strings with braces are templates, at line 1 of a file named after the variable. */
export function templarFor(variables: Readonly<Record<string, Value>>, options: Partial<TemplarOptions> = {}): Templar {
  const scope = new Map(Object.entries(variables).map(([name, value]) => [name, trusted(value, name)]));
  const complete = { plugins, controller: controller(), strictConditions: true, ...options };
  return createTemplar(complete, { find: (name) => scope.get(name), names: () => scope.keys() });
}

export function trusted(value: Value, file: string): Value {
  if (typeof value === 'string')
    return holdsTemplate(value) ? new TemplateText(value, { file, line: 1, column: 1 }) : value;
  if (isList(value)) return value.map((item) => trusted(item, file));
  return isDict(value) ? new Map([...value].map(([key, member]) => [key, trusted(member, file)])) : value;
}
