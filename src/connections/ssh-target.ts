import type { Secret } from '../base/secret.js';

/** One SSH server, with everything needed to reach it and to prove who we are: a host, or a jump host on the way. */
export interface SshTarget {
  /** The inventory name, or the jump host's, for messages. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: Secret | undefined;
  /** Keys named by the user, tried first; a missing one is an error only when `areKeysRequired`. */
  readonly keyFiles: readonly string[];
  readonly areKeysRequired: boolean;
  readonly passphrase: Secret | undefined;
  /** The agent's socket. */
  readonly agent: string | undefined;
  /** Only keys of the agent that are also in `keyFiles` are offered. */
  readonly identitiesOnly: boolean;
  readonly hostKeys: HostKeyRules;
  readonly connectTimeout: number;
  readonly keepaliveInterval: number;
  readonly keepaliveCount: number;
  /** Hosts to hop over, first one first. */
  readonly jumps: readonly string[];
  /** A program whose standard streams are the connection. */
  readonly proxyCommand: string | undefined;
}

/** Where known host keys are, and what to do about the others. */
export interface HostKeyRules {
  readonly mode: 'yes' | 'no' | 'accept-new';
  /** The name that is looked up. */
  readonly alias: string;
  /** The user's files, then the system's; new keys go into the first. */
  readonly files: readonly string[];
  /** Whether the names of new entries are hashed. */
  readonly isHashing: boolean;
}
