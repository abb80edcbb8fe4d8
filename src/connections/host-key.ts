import { isIP } from 'node:net';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { ProvisionError } from '../base/errors.js';
import type { UnknownHostKey } from '../transport/connection.js';
import { addKnownHost, readKnownHosts } from './known-hosts-file.js';
import { fingerprint, judgeHostKey, keyType, knownName, type KnownHost } from './known-hosts.js';
import type { SshTarget } from './ssh-target.js';

/** In the order in which they are asked for. */
const algorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** The check of one host's key during the handshake, by the files it is known in. */
export class HostKeyCheck {
  #shown: string | undefined;
  #problem: ProvisionError | undefined;
  #isUnknown = false;

  private constructor(
    readonly target: SshTarget,
    readonly name: string,
    readonly known: readonly KnownHost[],
  ) {}

  static async prepare(target: SshTarget): Promise<HostKeyCheck> {
    const name = knownName(target.hostKeys.alias, target.port);
    return new HostKeyCheck(target, name, await readKnownHosts(target.hostKeys.files, name));
  }

  /** Types that are known for the host come first, so that it shows the key that can be compared. */
  get algorithms(): ServerHostKeyAlgorithm[] {
    const types = new Set(this.known.filter(({ marker }) => marker === undefined).map(({ type }) => type));
    const isKnown = (name: ServerHostKeyAlgorithm): boolean => types.has(name.startsWith('rsa-') ? 'ssh-rsa' : name);
    return [...algorithms.filter(isKnown), ...algorithms.filter((name) => !isKnown(name))];
  }

  /** For ssh2: whether to go on with a host that shows this key. */
  readonly accept = (key: Buffer): boolean => {
    this.#shown = key.toString('base64');
    const verdict = judgeHostKey(this.known, this.#shown);
    const isLenient = this.target.hostKeys.mode === 'no';
    switch (verdict.kind) {
      case 'known':
        return true;
      case 'revoked':
        return this.#refuse(this.#revoked(verdict.by));
      case 'changed':
        return isLenient || this.#refuse(this.#changed(verdict.from, this.#shown));
      case 'certificate':
        return isLenient || this.#refuse(this.#certified(verdict.authority));
      case 'unknown':
        this.#isUnknown = true;
        return this.target.hostKeys.mode !== 'yes' || this.#refuse(this.#unknown(this.#shown));
    }
  };

  /** Why the key was refused, if it was. */
  get problem(): ProvisionError | undefined {
    return this.#problem;
  }

  /** The key that the host has shown, in base64. */
  get shownKey(): string | undefined {
    return this.#shown;
  }

  /** The key of a host that is in no file. */
  get unknownKey(): UnknownHostKey | undefined {
    if (!this.#isUnknown || this.#shown === undefined) return undefined;
    return {
      host: this.target.name,
      address: this.name,
      type: keyType(this.#shown),
      fingerprint: fingerprint(this.#shown),
    };
  }

  /** Writes the new host's key into the user's file. Called only after the key was accepted, in mode `accept-new` or by the user. */
  async remember(): Promise<void> {
    const [file] = this.target.hostKeys.files;
    if (!this.#isUnknown || this.#shown === undefined || file === undefined) return;
    await addKnownHost({ file, name: this.name, key: this.#shown, isHashed: this.target.hostKeys.isHashing });
  }

  #refuse(problem: ProvisionError): false {
    this.#problem = problem;
    return false;
  }

  get #who(): string {
    return this.target.name === this.name ? this.name : `${this.target.name} (${this.name})`;
  }

  #unknown(key: string): ProvisionError {
    const message = `the host key of ${this.#who} is not known yet: ${keyType(key)} ${fingerprint(key)}`;
    return new ProvisionError('E0603', message, {
      hint: 'if that is what "ssh-keygen -l" says on the host, accept it with --accept-host-keys, or provision trust; host_key_checking = False in ansible.cfg switches the check off',
    });
  }

  #changed(from: KnownHost, key: string): ProvisionError {
    const was = `${from.file}:${from.line} has ${from.type} ${fingerprint(from.key)}`;
    const message = `the host key of ${this.#who} has changed: it shows ${keyType(key)} ${fingerprint(key)}, but ${was}`;
    return new ProvisionError('E0604', message, {
      at: { file: from.file, line: from.line, column: 1 },
      hint: `somebody may be listening in; if the host was set up anew, forget the old key: ssh-keygen -f ${from.file} -R ${isIP(this.name) > 0 ? this.name : `'${this.name}'`}`,
    });
  }

  #revoked(by: KnownHost): ProvisionError {
    return new ProvisionError('E0604', `the host key of ${this.#who} is marked as revoked in ${by.file}:${by.line}`, {
      at: { file: by.file, line: by.line, column: 1 },
      hint: 'the host needs a new key; do not log in to it before',
    });
  }

  #certified(authority: KnownHost): ProvisionError {
    const message = `${this.#who} is known only by the certificate authority of ${authority.file}:${authority.line}, and host certificates are not supported`;
    return new ProvisionError('E0603', message, {
      at: { file: authority.file, line: authority.line, column: 1 },
      hint: "add the host's own key to a known_hosts file",
    });
  }
}

/** Whether a host that was recognised by its key earlier would be now: its known_hosts files may say something else since. */
export async function isStillTrusted({ target, key }: { target: SshTarget; key: string }): Promise<boolean> {
  const check = await HostKeyCheck.prepare(target);
  const isAccepted = check.accept(Buffer.from(key, 'base64'));
  return isAccepted && (check.unknownKey === undefined || target.hostKeys.mode === 'no');
}
