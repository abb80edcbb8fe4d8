import { basename, dirname } from 'node:path';
import { didYouMean } from '../base/suggest.js';
import type { ContentReader } from './content.js';

/** `did you mean "install.yml"?`: the file nearest to the one that was looked for, beside one of the paths. */
export function nearFile(paths: readonly string[], { list }: Pick<ContentReader, 'list'>): string | undefined {
  const [wanted] = paths;
  const there = [...new Set(paths.map((path) => dirname(path)))].flatMap((directory) => list(directory));
  return wanted === undefined ? undefined : didYouMean(basename(wanted), there);
}
