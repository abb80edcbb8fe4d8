import { ProvisionError } from '../../src/base/errors.js';
import type { ContentReader } from '../../src/playbook/content.js';
import { TemplateText, type Value } from '../../src/values/value.js';

const modules = [
  'ansible.builtin.debug',
  'ansible.builtin.command',
  'ansible.builtin.copy',
  'debug',
  'command',
  'copy',
];

/** Content in memory: paths with their texts. Problems are collected in `problems`. */
export function memoryReader(
  files: Readonly<Record<string, string>>,
): ContentReader & { problems: ProvisionError[]; deprecations: string[] } {
  const problems: ProvisionError[] = [];
  const deprecations: string[] = [];
  const paths = Object.keys(files);
  const below = (directory: string): string[] =>
    paths.filter((path) => path.startsWith(`${directory}/`)).map((path) => path.slice(directory.length + 1));
  return {
    problems,
    deprecations,
    readText(path) {
      const text = files[path];
      if (text === undefined) throw new ProvisionError('E0003', `no file ${path}`);
      return text;
    },
    exists: (path) => paths.includes(path) || below(path).length > 0,
    isDirectory: (path) => below(path).length > 0,
    list: (directory) => [...new Set(below(directory).map((path) => path.split('/')[0] ?? ''))],
    renderEarly: (value, play) => renderName(value, play),
    rolePaths: [],
    privateRoleVariables: undefined,
    duplicateKeys: 'warn',
    checksAhead: true,
    refusesIncludeKeywords: true,
    acceptsOldForms: true,
    collectionPaths: ['/collections'],
    isModule: (name) => modules.includes(name),
    isOwnModule: (name) => modules.includes(name),
    moduleNames: () => modules,
    isLookup: (name) => ['items', 'dict'].includes(name),
    addContent: () => undefined,
    warn: (message) => {
      throw new Error(`unexpected warning: ${message}`);
    },
    deprecate: ({ message }) => void deprecations.push(message),
    problem: (error) => void problems.push(error),
  };
}

/** Names in braces are replaced by variables; nothing else is a template here. */
function renderName(value: Value, variables: ReadonlyMap<string, Value>): Value {
  if (!(value instanceof TemplateText)) return value;
  return value.source.replace(/\{\{ (\w+) \}\}/g, (_whole, name: string) => String(variables.get(name)));
}
