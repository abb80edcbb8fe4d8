import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import type { Configuration } from '../config/load-configuration.js';
import type { FactCache } from '../engine/fact-cache.js';
import type { Value } from '../values/value.js';
import { factFormats, type FactFormat } from './fact-formats.js';

/** The cache of facts that the configuration asks for; `undefined` when facts are only kept during the run. */
export function openFactCache(configuration: Configuration, warn: (message: string) => void): FactCache | undefined {
  const { factCaching, factCachingConnection: directory, factCachingPrefix, factCachingTimeout } = configuration;
  const plugin = factCaching.replace(/^(?:ansible\.builtin|community\.general)\./, '');
  if (plugin === 'memory') return undefined;
  const format = factFormats.get(plugin);
  if (!format) {
    throw new ProvisionError('E0002', `the fact cache "${factCaching}" is not supported`, {
      hint: `use memory, ${[...factFormats.keys()].join(' or ')}`,
    });
  }
  if (directory === undefined) {
    throw new ProvisionError('E0004', `the fact cache "${factCaching}" needs a directory`, {
      hint: 'set fact_caching_connection, or ANSIBLE_CACHE_PLUGIN_CONNECTION',
    });
  }
  return new FileFactCache({ directory, prefix: factCachingPrefix, seconds: factCachingTimeout, format, warn });
}

interface CacheOptions {
  readonly directory: string;
  readonly prefix: string;
  /** How long facts are good for; 0 for ever. */
  readonly seconds: number;
  readonly format: FactFormat;
  readonly warn: (message: string) => void;
}

/** One file a host, as Ansible's cache plugins keep them. */
class FileFactCache implements FactCache {
  readonly #options: CacheOptions;
  readonly #start: string;

  constructor(options: CacheOptions) {
    this.#options = options;
    this.#start = `${options.prefix}${options.format.mark}`;
    mkdirSync(options.directory, { recursive: true });
  }

  hosts(): string[] {
    return readdirSync(this.#options.directory)
      .filter((name) => name.startsWith(this.#start))
      .map((name) => name.slice(this.#start.length));
  }

  find(host: string): ReadonlyMap<string, Value> | undefined {
    const path = this.#path(host);
    const { seconds, format, warn } = this.#options;
    const about = statSync(path, { throwIfNoEntry: false });
    if (!about?.isFile() || (seconds > 0 && Date.now() - about.mtimeMs > seconds * 1000)) return undefined;
    try {
      return format.read(readFileSync(path, 'utf8'), path);
    } catch (error) {
      warn(`the cached facts of "${host}" cannot be read, and are left out: ${messageOf(error)}`);
      return undefined;
    }
  }

  keep(host: string, facts: ReadonlyMap<string, Value>): void {
    const path = this.#path(host);
    const beside = `${path}.${process.pid}.part`;
    writeFileSync(beside, this.#options.format.write(facts));
    renameSync(beside, path);
  }

  forget(host: string): void {
    rmSync(this.#path(host), { force: true });
  }

  #path(host: string): string {
    return join(this.#options.directory, this.#start + host.replaceAll('/', '_'));
  }
}
