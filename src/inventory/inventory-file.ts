import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import { parseYaml, type SourceOptions } from '../source/parse-yaml.js';
import type { Value } from '../values/value.js';
import { isVaultText } from '../vault/envelope.js';
import type { VaultKeyring } from '../vault/keyring.js';

/** One inventory source, read once however many plugins look at it. */
export class InventoryFile {
  #text: string | undefined;
  #yaml: { readonly value: Value } | { readonly error: unknown } | undefined;

  /** @param path the file's absolute path, or a list of hosts as it was given */
  constructor(
    readonly path: string,
    readonly keyring: VaultKeyring,
    readonly yamlOptions: SourceOptions,
  ) {}

  get extension(): string {
    return extname(this.path);
  }

  /** Whether it is a list of hosts and no file. */
  get isHostList(): boolean {
    return this.path.includes(',') && !this.exists;
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  /** Programs begin with `#!`, or are ELF files that may be executed; data files with a stray executable bit stay data. */
  get isProgram(): boolean {
    const begins = readFileSync(this.path).subarray(0, 4).toString('latin1');
    return begins.startsWith('#!') || (begins === '\x7fELF' && this.isExecutable);
  }

  get isExecutable(): boolean {
    try {
      accessSync(this.path, constants.X_OK);
      return true;
    } catch {
      // The answer to the question, not a failure.
      return false;
    }
  }

  text(): string {
    return (this.#text ??= this.#read());
  }

  yaml(): Value {
    this.#yaml ??= attempt(() => parseYaml(this.text(), this.path, this.yamlOptions));
    if ('error' in this.#yaml) throw this.#yaml.error;
    return this.#yaml.value;
  }

  #read(): string {
    const at = { file: this.path, line: 1, column: 1 };
    try {
      const text = readFileSync(this.path, 'utf8');
      return isVaultText(text) ? this.keyring.decryptText(text, at) : text;
    } catch (cause) {
      if (cause instanceof ProvisionError) throw cause;
      const message = `the inventory ${basename(this.path)} cannot be read: ${messageOf(cause)}`;
      throw new ProvisionError('E0005', message, { cause, at });
    }
  }
}

function attempt(make: () => Value): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: make() };
  } catch (error) {
    // Thrown again whenever the value is asked for.
    return { error };
  }
}
