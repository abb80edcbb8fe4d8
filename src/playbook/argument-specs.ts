import { basename, join } from 'node:path';
import { isDict, type Dict, type Value } from '../values/value.js';
import type { ContentReader } from './content.js';
import type { Role } from './nodes.js';
import { readYaml } from './read-yaml.js';

/** The task that checks a role's arguments before its own tasks run; none when the entry point has no specification. */
export function validationTask(role: Role, tasksFrom: string): Dict | undefined {
  const entryPoint = basename(tasksFrom);
  const spec = role.argumentSpecs.get(entryPoint);
  if (!isDict(spec)) return undefined;
  const summary = spec.get('short_description');
  const title = `Validating arguments against arg spec '${entryPoint}'`;
  const args: Dict = new Map<Value, Value>([
    ['argument_spec', spec.get('options') ?? new Map()],
    ['provided_arguments', role.parameters],
    [
      'validate_args_context',
      new Map<Value, Value>([
        ['type', 'role'],
        ['name', role.name.replace(/^.*\./, '')],
        ['argument_spec_name', entryPoint],
        ['path', role.directory],
      ]),
    ],
  ]);
  return new Map<Value, Value>([
    ['name', typeof summary === 'string' ? `${title} - ${summary}` : title],
    ['ansible.builtin.validate_argument_spec', args],
    ['tags', ['always']],
  ]);
}

/** What a role says of its arguments, by entry point: in a file of its own, else in `meta/main.yml`. */
export function readArgumentSpecs(directory: string, meta: Dict, reader: ContentReader): Dict {
  const file = ['yml', 'yaml', 'json']
    .map((extension) => join(directory, 'meta', `argument_specs.${extension}`))
    .find((path) => reader.exists(path));
  const content = file === undefined ? meta : readYaml(reader, file);
  const specs = isDict(content) ? content.get('argument_specs') : undefined;
  return isDict(specs) ? specs : new Map();
}
