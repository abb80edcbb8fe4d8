import { lookupFailure } from './arguments.js';
import type { TemplateContext } from '../template/plugins.js';

/** A file of the controller that must exist, searched as the current task searches. */
export function getFile(kind: string, name: string, { controller }: TemplateContext): string {
  const found = controller.findFile(kind, name);
  if (found !== undefined) return found;
  const searched = controller.searchPath(kind).map((directory) => `\n  ${directory}`);
  throw lookupFailure(
    `Unable to access the file '${name}': File not found. Use -vvvvv to see paths searched.`,
    `searched on the controller in:${searched.join('')}`,
  );
}
