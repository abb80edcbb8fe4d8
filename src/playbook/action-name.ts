/** Tasks the engine itself carries out; they are no modules. */
export const engineActions: ReadonlySet<string> = new Set([
  'include_tasks',
  'import_tasks',
  'include_role',
  'import_role',
  'import_playbook',
  'include',
  'meta',
]);

/** The name without `ansible.builtin.` or `ansible.legacy.`. */
export function shortName(action: string): string {
  return action.replace(/^ansible\.(?:builtin|legacy)\./, '');
}

/** Modules whose text is theirs to read: a command, a file's name. */
const textModules: ReadonlySet<string> = new Set([
  ...engineActions,
  ...['command', 'shell', 'raw', 'script', 'include_vars'],
]);

/** Whether a module takes text that is no `key=value`. */
export function takesText(action: string): boolean {
  return textModules.has(shortName(action));
}
