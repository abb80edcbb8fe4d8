import { accessSync, constants, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { ProvisionError, locate, messageOf } from '../base/errors.js';
import { parseYaml, type SourceOptions } from '../source/parse-yaml.js';
import { isDict, type Value } from '../values/value.js';
import { isVaultText } from '../vault/envelope.js';
import type { VaultKeyring } from '../vault/keyring.js';
import { splitPort } from './host-range.js';
import { readIniInventory } from './ini.js';
import { Inventory } from './inventory.js';
import { readScriptInventory } from './script.js';
import { readYamlInventory } from './yaml.js';

export interface InventoryOptions {
  /** The working directory: relative sources and limit files start here. */
  readonly directory: string;
  readonly home?: string | undefined;
  readonly keyring: VaultKeyring;
  readonly warn: (message: string) => void;
  /** Endings of files that a directory inventory skips; the configuration's `inventoryIgnoreExtensions`. */
  readonly ignoredExtensions?: readonly string[];
  /** Expressions of names that a directory inventory skips; the configuration's `inventoryIgnorePatterns`. */
  readonly ignoredPatterns?: readonly string[];
  readonly duplicateKeys?: SourceOptions['duplicateKeys'];
  /** What a source that does not exist means. Default: a warning, as in Ansible. */
  readonly missing?: 'warn' | 'fail';
}

export const defaultIgnoredExtensions = [
  '.pyc',
  '.pyo',
  '.swp',
  '.bak',
  '~',
  '.rpm',
  '.md',
  '.txt',
  '.rst',
  '.orig',
  '.cfg',
  '.retry',
];

interface Loading extends InventoryOptions {
  readonly inventory: Inventory;
}

/** Loads all `-i` sources, in their order: files, directories, programs, and host lists with commas. */
export async function loadInventory(sources: readonly string[], options: InventoryOptions): Promise<Inventory> {
  const inventory = new Inventory({ directory: options.directory, onMismatch: options.warn });
  for (const source of sources) await loadSource(source, { ...options, inventory });
  inventory.reconcile();
  return inventory;
}

async function loadSource(source: string, loading: Loading): Promise<void> {
  const path = resolve(loading.directory, source.replace(/^~(?=\/|$)/, loading.home ?? '~'));
  if (source.includes(',') && !existsSync(path)) return loadHostList(source, loading.inventory);
  if (!existsSync(path)) return reportMissing(path, loading);
  const isDirectory = statSync(path).isDirectory();
  loading.inventory.addSource({ name: path, directory: isDirectory ? path : dirname(path) });
  if (isDirectory) await loadDirectory(path, loading);
  else await loadFile(path, loading);
}

/** `one,two:2222,`: ranges are not expanded here, as in Ansible. */
function loadHostList(source: string, inventory: Inventory): void {
  inventory.addSource({ name: source, directory: undefined });
  const ungrouped = inventory.addGroup('ungrouped');
  for (const part of source.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const { base, port } = splitPort(part);
    const host = inventory.declareHost(base, ungrouped);
    if (port !== undefined) host.vars.set('ansible_port', port);
  }
}

function reportMissing(path: string, { missing, warn }: Loading): void {
  const message = `there is no inventory at ${path}`;
  if (missing === 'fail')
    throw new ProvisionError('E0003', message, {
      hint: 'give a file, a directory, or a list of hosts that ends with a comma',
    });
  warn(message);
}

/** What never is an inventory in a directory of inventories. */
const neverInventory = /^(?:\.|(?:host_vars|group_vars|vars_plugins)$)/;

async function loadDirectory(directory: string, loading: Loading): Promise<void> {
  const extensions = loading.ignoredExtensions ?? defaultIgnoredExtensions;
  const patterns = (loading.ignoredPatterns ?? []).map((pattern) => new RegExp(pattern));
  for (const name of readdirSync(directory).sort()) {
    const isIgnored =
      neverInventory.test(name) ||
      extensions.some((end) => name.endsWith(end)) ||
      patterns.some((pattern) => pattern.test(name));
    if (isIgnored) continue;
    const path = join(directory, name);
    if (statSync(path).isDirectory()) await loadDirectory(path, loading);
    else await loadFile(path, loading);
  }
}

async function loadFile(path: string, loading: Loading): Promise<void> {
  if (isProgram(path))
    return readScriptInventory(path, loading.inventory, { directory: loading.directory, warn: loading.warn });
  if (extname(path) === '.toml') {
    throw new ProvisionError('E0201', `TOML inventories are not supported: ${path}`, {
      hint: 'write the inventory as YAML or INI',
    });
  }
  const text = readText(path, loading.keyring);
  try {
    readStatic(text, path, loading);
  } catch (error) {
    const located = locate(error, { file: path, line: 1, column: 1 });
    throw text.startsWith('#!') && located instanceof ProvisionError ? notExecutable(path, located) : located;
  }
}

function notExecutable(path: string, cause: ProvisionError): ProvisionError {
  const hint = `to run it as an inventory program: chmod +x ${path}`;
  return new ProvisionError('E0201', `${path} looks like a program but is not executable`, {
    at: cause.at,
    hint,
    cause,
  });
}

/** By its ending a file is YAML or INI; without one it is YAML when it reads as a mapping. */
function readStatic(text: string, path: string, loading: Loading): void {
  const { inventory, warn, duplicateKeys = 'warn' } = loading;
  const options: SourceOptions = {
    duplicateKeys,
    onWarning: (message, at) => warn(`${message} (${at.file}:${at.line})`),
  };
  if (/^\.(?:ya?ml|json)$/.test(extname(path)))
    return readYamlInventory(parseYaml(text, path, options), inventory, { file: path, warn });
  const data = extname(path) === '' ? findMapping(text, path, options) : undefined;
  if (data !== undefined) readYamlInventory(data, inventory, { file: path, warn });
  else readIniInventory(text, path, inventory);
}

function findMapping(text: string, path: string, options: SourceOptions): Value | undefined {
  if (looksLikeIni(text)) return undefined;
  try {
    const data = parseYaml(text, path, options);
    return isDict(data) ? data : undefined;
  } catch (error) {
    if (error instanceof ProvisionError && !/^\s*(?:---|all:|\{)/m.test(text)) return undefined;
    throw error;
  }
}

/** The first line that is no comment tells INI sections apart without a look at the rest. */
function looksLikeIni(text: string): boolean {
  const first = text.split('\n').find((line) => !/^\s*(?:[#;].*)?$/.test(line));
  return first !== undefined && /^\s*\[[^\],"']+\]\s*(?:#.*)?$/.test(first);
}

/** A program is executable and begins as programs do; data files with a stray executable bit stay data. */
function isProgram(path: string): boolean {
  const begins = readFileSync(path).subarray(0, 4).toString('latin1');
  return (begins.startsWith('#!') || begins === '\x7fELF') && isExecutable(path);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // The answer to the question, not a failure.
    return false;
  }
}

function readText(path: string, keyring: VaultKeyring): string {
  try {
    const text = readFileSync(path, 'utf8');
    return isVaultText(text) ? keyring.decryptText(text, { file: path, line: 1, column: 1 }) : text;
  } catch (cause) {
    if (cause instanceof ProvisionError) throw cause;
    throw new ProvisionError('E0005', `the inventory ${basename(path)} cannot be read: ${messageOf(cause)}`, {
      cause,
      at: { file: path, line: 1, column: 1 },
    });
  }
}
