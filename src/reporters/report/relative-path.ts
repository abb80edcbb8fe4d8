import { relative } from 'node:path';

/** A path as pipelines name it: from the top of the project, where it is below it. */
export function projectPath(path: string, directory: string): string {
  const below = relative(directory, path);
  return below === '' || below.startsWith('..') ? path : below;
}
