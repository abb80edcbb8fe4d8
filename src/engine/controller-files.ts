import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { load } from 'js-yaml';
import { ProvisionError, messageOf } from '../base/errors.js';
import type { Position } from '../base/position.js';
import type { SecretMask } from '../base/secret.js';
import { isVaultData } from '../vault/envelope.js';
import type { VaultKeyring } from '../vault/keyring.js';

/** The controller's files as content needs them: vault files are decrypted in memory, and what they hold is masked. */
export class ControllerFiles {
  readonly #keyring: VaultKeyring;
  readonly #mask: SecretMask;
  readonly #decrypted = new Map<string, string>();
  readonly #listings = new Map<string, readonly string[]>();

  constructor(keyring: VaultKeyring, mask: SecretMask) {
    this.#keyring = keyring;
    this.#mask = mask;
  }

  exists(path: string): boolean {
    return existsSync(path);
  }

  isDirectory(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  /** The names in a directory; none when it is not there. */
  list(directory: string): readonly string[] {
    let names = this.#listings.get(directory);
    if (!names) this.#listings.set(directory, (names = this.isDirectory(directory) ? readdirSync(directory) : []));
    return names;
  }

  readText(path: string): string {
    return this.readBytes(path, true).toString('utf8');
  }

  readBytes(path: string, decrypt: boolean): Buffer {
    const bytes = readFile(path);
    if (!decrypt || !isVaultData(bytes)) return bytes;
    const { plain } = this.#keyring.open(bytes.toString('utf8'), { file: path, line: 1, column: 1 });
    const text = plain.toString('utf8');
    this.#mask.add(text);
    this.#maskContent(text);
    return plain;
  }

  decryptVault(armoured: string, at: Position | undefined): string {
    const known = this.#decrypted.get(armoured);
    if (known !== undefined) return known;
    const text = this.#keyring.decryptText(armoured, at);
    this.#mask.add(text);
    this.#decrypted.set(armoured, text);
    return text;
  }

  findDecrypted(armoured: string): string | undefined {
    return this.#decrypted.get(armoured);
  }

  /** Every text in an encrypted YAML file is a secret of its own. */
  #maskContent(text: string): void {
    let content: unknown;
    try {
      content = load(text);
    } catch {
      // Not YAML, or tags of Ansible's: the text itself is masked already, line by line.
      return;
    }
    this.maskLeaves(content);
  }

  /** Masks every text and number in plain data. */
  maskLeaves(data: unknown): void {
    if (typeof data === 'string' || typeof data === 'number') this.#mask.add(String(data));
    else if (typeof data === 'object' && data !== null)
      for (const member of Object.values(data)) this.maskLeaves(member);
  }
}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const isMissing = !existsSync(path);
    throw new ProvisionError(
      isMissing ? 'E0003' : 'E0005',
      isMissing ? `no file ${path}` : `cannot read ${path}: ${messageOf(cause)}`,
      { cause },
    );
  }
}
