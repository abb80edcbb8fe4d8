import path from 'node:path';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { Broken, Undefined } from '../template/runtime.js';
import { isDict, isList, type Value } from '../values/value.js';
import { flagOption, lookupFailure, type LookupOptions } from './arguments.js';

/** One set of names to look for. */
interface Search {
  readonly names: readonly string[];
  readonly skips: boolean;
}

export const firstFound: LookupDefinition = {
  name: 'first_found',
  acceptsUndefined: true,
  options: ['files', 'paths', 'skip'],
  run(terms, options, context) {
    for (const value of options.values()) if (isUndefined(value)) toText(value);
    const searches = readTerms(terms, options);
    for (const name of searches.flatMap((search) => search.names)) {
      const found = findAnywhere(name, context);
      if (found !== undefined) return [found];
    }
    if (searches.some((search) => search.skips)) return [];
    throw lookupFailure(
      'No file was found when using first_found.',
      'add `skip: true` where it is all right that there is none',
    );
  },
};

function readTerms(terms: readonly Value[], options: LookupOptions): Search[] {
  const own = options.has('files') || options.has('paths') ? [readSearch(options, options)] : [];
  const skips = flagOption(options, 'skip', false);
  return [...terms.flatMap((term) => readTerm(term, options)), ...own, { names: [], skips }];
}

function readTerm(term: Value, options: LookupOptions): Search[] {
  if (isUndefined(term)) return [];
  if (isList(term)) return term.flatMap((item) => readTerm(item, options));
  if (!isDict(term) && typeof term !== 'string')
    throw lookupFailure(`Invalid term supplied. A string, dict or list is required, not '${typeName(term)}').`);
  if (!isDict(term)) return [{ names: inPaths([toText(term)], namesOf(options.get('paths'), /[,:;]/)), skips: false }];
  return [readSearch(new Map([...term].map(([key, value]) => [toText(key), value])), options)];
}

function readSearch(search: LookupOptions, options: LookupOptions): Search {
  const files = namesOf(search.get('files'), /[,;]/);
  const paths = namesOf(search.get('paths') ?? options.get('paths'), /[,:;]/);
  // Files whose names are all undefined are still what was asked for, rather than the folders.
  const written = search.get('files');
  const hasFiles = isUndefined(written) || (isList(written) && written.length > 0);
  return {
    names: files.length === 0 && !hasFiles ? paths : inPaths(files, paths),
    skips: flagOption(search, 'skip', false),
  };
}

function inPaths(files: readonly string[], paths: readonly string[]): string[] {
  return paths.length === 0
    ? [...files]
    : paths.flatMap((directory) => files.map((file) => path.join(directory, file)));
}

/** A name that needs an undefined variable is left out; one that cannot be evaluated is an error all the same. */
function isUndefined(value: unknown): boolean {
  return value instanceof Undefined && !(value instanceof Broken);
}

/** Names as a list, or in one text with separators. */
function namesOf(value: Value | undefined, separator: RegExp): string[] {
  if (value === undefined || value === null || isUndefined(value)) return [];
  if (isList(value)) return value.flatMap((item) => namesOf(item, separator));
  return toText(value)
    .split(separator)
    .map((name) => name.trim());
}

/** Where the task itself looks decides first: templates for `template`, files for most. */
function findAnywhere(name: string, { controller }: TemplateContext): string | undefined {
  return controller.findFile(controller.fileKind ?? 'files', name) ?? controller.findFile('files', name);
}
