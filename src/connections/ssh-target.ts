import type { Secret } from '../base/secret.js';

/** One SSH server, with everything needed to reach it and to prove who we are: a host, or a jump host on the way. */
export interface SshTarget {
  /** The inventory name, or the jump host's, for messages. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: Secret | undefined;
  readonly keyFiles: readonly KeyFile[];
  readonly passphrase: Secret | undefined;
  /** The agent's socket. */
  readonly agent: string | undefined;
  /** Of the agent's keys, only those are offered that are also in `keyFiles`. */
  readonly identitiesOnly: boolean;
  readonly hostKeys: HostKeyRules;
  /** Seconds, as all times here. */
  readonly connectTimeout: number;
  readonly keepaliveInterval: number;
  readonly keepaliveCount: number;
  /** 4 or 6 when only this kind of address may be used, else 0. */
  readonly family: 0 | 4 | 6;
  readonly route: Route;
}

/** A private key; those that are not required are passed over when they are missing or cannot be used. */
export interface KeyFile {
  readonly file: string;
  readonly isRequired: boolean;
}

/** How a target is reached: by TCP, over jump hosts (first one first), or through a program's standard streams. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'jump'; readonly over: readonly SshTarget[] }
  | { readonly kind: 'command'; readonly command: string };

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
