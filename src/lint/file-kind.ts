import { basename, dirname } from 'node:path';
import { isDict, isList, type Value } from '../values/value.js';

/** What a YAML file is for. */
export type FileKind = 'playbook' | 'tasks' | 'handlers' | 'vars' | 'meta' | 'yaml';

const byFolder: Readonly<Record<string, FileKind>> = {
  tasks: 'tasks',
  handlers: 'handlers',
  vars: 'vars',
  defaults: 'vars',
  group_vars: 'vars',
  host_vars: 'vars',
  meta: 'meta',
};

/** Folders whose files are no content of Ansible's, whatever they hold. */
const others = /(?:^|\/)(?:templates|files|molecule\/[^/]+\/(?:collections|roles))\//;

/** Tells what a file is by the folder it lies in and, where that says nothing, by what it holds. */
export function kindOf(path: string, data: Value): FileKind {
  if (others.test(path)) return 'yaml';
  if (isPlaybook(data)) return 'playbook';
  for (let folder = dirname(path); folder !== '.' && folder !== '/'; folder = dirname(folder)) {
    const kind = byFolder[basename(folder)];
    if (kind !== undefined) return kind;
    if (basename(folder) === 'roles') break;
  }
  return 'yaml';
}

function isPlaybook(data: Value): boolean {
  if (!isList(data) || data.length === 0) return false;
  const keys = ['hosts', 'import_playbook', 'ansible.builtin.import_playbook'];
  return data.every((entry) => isDict(entry) && keys.some((key) => entry.has(key)));
}
