import { ProvisionError } from '../../base/errors.js';
import { typeName } from '../../values/type-name.js';
import { TemplateText, isDict, isList, type Dict, type Value } from '../../values/value.js';
import { hasYamlEnding } from '../yaml-ending.js';
import type { InventoryPlugin, InventoryTemplates } from '../plugin.js';
import type { Inventory } from '../inventory.js';
import { optionsOf, pluginTemplates } from '../plugin-options.js';

interface Generation {
  readonly inventory: Inventory;
  readonly templates: InventoryTemplates;
  readonly variables: ReadonlyMap<string, Value>;
}

/** One host for every combination of layers, with groups made from the same templates. */
export const generator: InventoryPlugin = {
  name: 'generator',
  accepts: (file, loading) =>
    file.exists && (file.extension === '' || file.extension === '.config' || hasYamlEnding(file, loading)),
  read(file, loading) {
    const options = optionsOf(file, 'generator');
    const hosts = options.get('hosts') ?? null;
    const layers = options.get('layers') ?? null;
    if (!isDict(hosts) || !isDict(layers))
      throw new ProvisionError('E0201', 'the generator needs "hosts" with a "name", and "layers"');
    const templates = pluginTemplates(loading);
    for (const variables of combinations(layers)) {
      const generation = { inventory: loading.inventory, templates, variables };
      const name = nameOf(hosts.get('name') ?? null, 'host', generation);
      loading.inventory.declareHost(name, undefined, file.path);
      addParents({ host: name }, hosts.get('parents') ?? null, generation);
    }
  },
};

/** All combinations of the layers' values; the last layer changes fastest. */
function combinations(layers: Dict): ReadonlyMap<string, Value>[] {
  let all: ReadonlyMap<string, Value>[] = [new Map()];
  for (const [name, values] of layers) {
    if (!isList(values)) throw new ProvisionError('E0201', `the layer "${String(name)}" is no list`);
    all = all.flatMap((begun) => values.map((value) => new Map([...begun, [String(name), value]])));
  }
  return all;
}

type Child = { readonly host: string } | { readonly group: string };

function addParents(child: Child, parents: Value, generation: Generation): void {
  for (const parent of isList(parents) ? parents : []) {
    if (!isDict(parent)) throw new ProvisionError('E0201', 'a parent of a generated host is a mapping with a "name"');
    const name = parent.get('name') ?? null;
    if (name === null || name === '') throw withoutName(child);
    const group = generation.inventory.addGroup(nameOf(name, 'group', generation));
    setVariables(group, parent.get('vars') ?? null, generation);
    if ('host' in child) generation.inventory.declareHost(child.host, group);
    else generation.inventory.addChild(group, generation.inventory.addGroup(child.group));
    addParents({ group: group.name }, parent.get('parents') ?? null, generation);
  }
}

function withoutName(child: Child): ProvisionError {
  const name = 'host' in child ? child.host : child.group;
  return new ProvisionError('E0201', `Element ${name} has a parent with no name.`);
}

/** Texts are rendered now; containers keep their templates until they are read. */
function setVariables(
  group: { setVariable(name: string, value: Value): void },
  variables: Value,
  { templates, variables: layer }: Generation,
): void {
  if (!isDict(variables)) return;
  for (const [key, value] of variables) {
    group.setVariable(String(key), value instanceof TemplateText ? templates.render(value, layer) : value);
  }
}

function nameOf(template: Value, kind: string, { templates, variables }: Generation): string {
  const name = templates.render(template, variables);
  if (typeof name === 'string') return name;
  throw new ProvisionError(
    'E0201',
    `Invalid ${kind} name supplied, expected a string but got ${typeName(name)} for ${String(name)}`,
  );
}
