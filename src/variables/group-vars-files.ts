import { readFileSync, readdirSync, statSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import { parseYaml, type SourceOptions } from '../source/parse-yaml.js';
import { positionOf } from '../values/origin.js';
import { isDict, type Dict } from '../values/value.js';
import { isVaultData } from '../vault/envelope.js';
import type { VaultKeyring } from '../vault/keyring.js';

/** A file of group_vars or host_vars and what it holds. */
export interface VariableFile {
  readonly path: string;
  readonly variables: Dict;
}

export interface VariableFilesOptions {
  readonly keyring: VaultKeyring;
  readonly warn: (message: string) => void;
  readonly duplicateKeys?: SourceOptions['duplicateKeys'];
  /** Endings of variable files; the configuration's `yamlExtensions`. */
  readonly extensions?: readonly string[];
  /** Hears of files that were encrypted as a whole: all their values are secrets. */
  readonly onSecretFile?: ((file: VariableFile) => void) | undefined;
}

/** Finds and reads the files of group_vars and host_vars, each once a run and only when somebody needs it. */
export class VariableFiles {
  readonly #listings = new Map<string, ReadonlyMap<string, Dirent>>();
  readonly #files = new Map<string, VariableFile>();
  readonly #extensions: readonly string[];

  constructor(readonly options: VariableFilesOptions) {
    this.#extensions = options.extensions ?? ['.yml', '.yaml', '.json'];
  }

  /** The files for a group or host in `directory` (a group_vars or host_vars folder), in the order they are merged. */
  find(directory: string, name: string): VariableFile[] {
    const listing = this.#list(directory);
    const found = ['', ...this.#extensions]
      .map((extension) => name + extension)
      .find((candidate) => listing.has(candidate));
    if (found === undefined) return [];
    return this.#paths(join(directory, found)).map((path) => this.#read(path));
  }

  #paths(path: string): string[] {
    return statSync(path).isDirectory() ? this.#pathsIn(path) : [path];
  }

  /** All variable files below a folder, sorted; hidden ones, backups and other endings are no variable files. */
  #pathsIn(directory: string): string[] {
    const names = [...this.#list(directory).keys()].sort();
    return names.flatMap((name) => {
      if (name.startsWith('.') || name.endsWith('~')) return [];
      const path = join(directory, name);
      const extension = extname(name);
      if (statSync(path).isDirectory()) return extension === '' ? this.#pathsIn(path) : [];
      return extension === '' || this.#extensions.includes(extension) ? [path] : [];
    });
  }

  #list(directory: string): ReadonlyMap<string, Dirent> {
    const known = this.#listings.get(directory);
    if (known) return known;
    const listing = new Map(entriesOf(directory).map((entry) => [entry.name, entry] as const));
    this.#listings.set(directory, listing);
    return listing;
  }

  #read(path: string): VariableFile {
    const known = this.#files.get(path);
    if (known) return known;
    const bytes = readBytes(path);
    const isSecret = isVaultData(bytes);
    const at = { file: path, line: 1, column: 1 };
    const text = isSecret ? this.options.keyring.decryptText(bytes.toString('utf8'), at) : bytes.toString('utf8');
    const file = { path, variables: this.#parse(text, path) };
    this.#files.set(path, file);
    if (isSecret) this.options.onSecretFile?.(file);
    return file;
  }

  #parse(text: string, path: string): Dict {
    const { warn, duplicateKeys = 'warn' } = this.options;
    const data = parseYaml(text, path, {
      duplicateKeys,
      onWarning: (message, at) => warn(`${message} (${at.file}:${at.line})`),
    });
    if (data === null) return new Map();
    if (isDict(data)) return data;
    throw new ProvisionError('E0201', 'a file of variables should hold a mapping of names to values', {
      at: positionOf(data) ?? { file: path, line: 1, column: 1 },
      hint: 'write "name: value" lines',
    });
  }
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw new ProvisionError('E0005', `the directory ${directory} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ProvisionError('E0005', `${path} cannot be read: ${messageOf(cause)}`, {
      cause,
      at: { file: path, line: 1, column: 1 },
    });
  }
}
