import { positionOfKey } from '../../values/origin.js';
import { TemplateText, isDict, type Dict, type Value } from '../../values/value.js';
import { textOf, type LintTask } from '../lint-file.js';
import type { Rule, Violation } from '../rule.js';

function variableNames(dict: Value | undefined, at?: 'facts'): Violation[] {
  if (!isDict(dict)) return [];
  return [...dict.keys()].flatMap((key) => variableName(key, dict, at));
}

/** Words of Python, which templates cannot have as names. */
const pythonWords = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
/** Variables that are the run's own. */
const readOnly = new Set([
  'ansible_check_mode',
  'ansible_play_batch',
  'ansible_play_hosts',
  'ansible_version',
  'group_names',
  'groups',
  'hostvars',
  'inventory_dir',
  'inventory_file',
  'inventory_hostname',
  'inventory_hostname_short',
  'play_hosts',
  'playbook_dir',
  'role_name',
  'role_names',
  'role_path',
  'omit',
]);

function variableName(key: Value, dict: Dict, kind: 'facts' | undefined): Violation[] {
  const at = positionOfKey(dict, key);
  if (typeof key !== 'string' && !(key instanceof TemplateText))
    return [{ tag: 'non-string', message: 'Variables names must be strings.', at }];
  const name = textOf(key) ?? '';
  if (name.includes('{{') || (kind === 'facts' && name === 'cacheable') || name.startsWith('_raw')) return [];
  if (/[^\x00-\x7f]/.test(name)) return [{ tag: 'non-ascii', message: `Variables names must be ASCII. (${name})`, at }];
  if (pythonWords.has(name))
    return [{ tag: 'no-keyword', message: `Variables names must not be Python keywords. (${name})`, at }];
  if (readOnly.has(name)) return [{ tag: 'read-only', message: `This special variable is read-only. (${name})`, at }];
  if (/^(?:__)?[a-z_][a-z0-9_]*$/.test(name) || name.startsWith('ansible_')) return [];
  return [{ tag: 'pattern', message: `Variables names should match ^[a-z_][a-z0-9_]*$ regex. (${name})`, at }];
}

function variableNamesOfTask({ dict, module, args }: LintTask): Violation[] {
  const registered = dict.get('register');
  const names = [...variableNames(dict.get('vars')), ...(module === 'set_fact' ? variableNames(args, 'facts') : [])];
  if (typeof registered === 'string')
    names.push(
      ...variableNames(new Map([[registered, null]])).map((one) => ({ ...one, at: positionOfKey(dict, 'register') })),
    );
  return names;
}

/** Names of variables. */
export const variableRules: readonly Rule[] = [
  {
    id: 'var-naming',
    summary: 'a variable that cannot be used, or is named unlike others',
    task: variableNamesOfTask,
    play: ({ dict }) => variableNames(dict.get('vars')),
    file: ({ kind, data }) => (kind === 'vars' && isDict(data) ? variableNames(data) : []),
  },
];
