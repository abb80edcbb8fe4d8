import { ProvisionError } from '../base/errors.js';
import { pythonClass } from '../values/python-class.js';
import { positionOfKey } from '../values/origin.js';
import type { Dict, Value } from '../values/value.js';
import { shortName } from './action-name.js';
import type { ContentReader } from './content.js';
import type { Task } from './nodes.js';
import type { RoleEntries } from './roles.js';

/**
 * What an import or include of a role asks for: which of its files, and how they count. Reports a `*_from` that is no
 * name; there is then no answer.
 */
export function roleEntries(
  task: Pick<Task, 'action' | 'at'>,
  args: Dict,
  render: (value: Value) => Value,
  { reader }: { readonly reader: Pick<ContentReader, 'problem' | 'privateRoleVariables'> },
): RoleEntries | undefined {
  const problems: ProvisionError[] = [];
  const file = (key: string): string => {
    const value = args.has(key) ? render(args.get(key) ?? null) : 'main';
    if (typeof value === 'string') return value;
    const message = `Expected a string for ${key} but got ${pythonClass(value)} instead`;
    problems.push(new ProvisionError('E0403', message, { at: positionOfKey(args, key) ?? task.at }));
    return 'main';
  };
  const flag = (key: string, otherwise: boolean): boolean =>
    args.has(key) ? isTrue(render(args.get(key) ?? null)) : otherwise;
  const isImport = shortName(task.action) === 'import_role';
  const files = { defaults: file('defaults_from'), vars: file('vars_from'), handlers: file('handlers_from') };
  const entries = {
    ...files,
    tasks: file('tasks_from'),
    isPublic: flag('public', isPublicByDefault(isImport, reader.privateRoleVariables)),
    allowsDuplicates: flag('allow_duplicates', true),
    isValidated: flag('rolespec_validate', true),
  };
  for (const problem of problems) reader.problem(problem);
  return problems.length > 0 ? undefined : entries;
}

/** Imports show their variables to the play, includes do not, unless the setting says the same for both. */
function isPublicByDefault(isImport: boolean, isPrivate: boolean | undefined): boolean {
  return isPrivate === undefined ? isImport : !isPrivate;
}

function isTrue(value: Value): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(?:y|yes|on|1|true|t)$/i.test(value));
}
