import type { Duplex, Readable } from 'node:stream';
import type { Secret } from '../base/secret.js';
import type { Script } from '../shell/script.js';

/** How a script ended. `status` is the shell's exit status; output is byte for byte. */
export interface Outcome {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

export interface RunOptions {
  /** Seconds until the script is ended and the call fails with E0608. */
  readonly timeout?: number | undefined;
  /** Ends the script and all it started; the call fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Variables exported for this script only. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Called with output as it arrives, for the live screen. */
  readonly onOutput?: OnOutput | undefined;
  /** Called while something large is sent. */
  readonly onBytes?: OnBytes | undefined;
}

/** Where a program prints. */
export type OutputStream = 'stdout' | 'stderr';

/** A piece of what a program prints: it may end in the middle of a line, or of a character. */
export type OnOutput = (chunk: Buffer, from: OutputStream) => void;

/** How far a transfer is: so many bytes of so many. */
export type OnBytes = (bytes: number, total: number) => void;

/** How scripts that were sent together end, each as soon as it has. */
export interface Together {
  readonly first: Promise<Outcome>;
  readonly others: readonly Promise<Outcome>[];
}

/** A script that is thought of while another one runs, and sent behind it. */
export interface Follower {
  readonly script: Script;
  /** Takes how it ends; it fails when it is not sent. */
  settle(outcome: Promise<Outcome>): void;
}

/** One long-lived shell of one user on one host. Scripts run one after the other, each in a subshell with stdin closed. */
export interface Session {
  /** What the first script found out about the user and the tools of the host. */
  readonly about: SessionInfo;
  /** Runs a script; rejects only when the connection or the shell fails, never for an exit status. */
  run(script: Script, options?: RunOptions): Promise<Outcome>;
  /**
   * Runs a script and others behind it, all of them sent without waiting: one round trip in all. The first one ends as
   * with {@link run}; the others have its environment, and fail where the first one is stopped or does not start.
   * @param behind called when they are on their way: what it names follows without being waited for by `first` or `others`
   */
  runTogether(
    first: Script,
    others: readonly Script[],
    options?: RunOptions,
    behind?: () => readonly Follower[],
  ): Together;
  /** The bytes of a file, streamed over a channel of its own, as this session's user. */
  read(path: string): Promise<Readable>;
}

export interface ClosableSession extends Session {
  close(): Promise<void>;
}

export interface SessionInfo {
  readonly user: string;
  readonly uid: number;
  readonly home: string;
  /** Which of the programs that are asked for by name ({@link optionalTools}) the user can run. */
  readonly tools: ReadonlySet<string>;
}

/** An address as the target sees it. */
export type DialAddress = { readonly socket: string } | { readonly host: string; readonly port: number };

/** One connection to one host. */
export interface Connection {
  /** The shell of the login user, or of the user named by `become`. Opened once, then shared. */
  session(become?: BecomeOptions): Promise<Session>;
  /** A further session of the same kind for one user of it, who closes it: what runs there keeps nobody waiting. */
  separateSession(become?: BecomeOptions): Promise<ClosableSession>;
  /** A byte stream to an address as seen from the target; `as` tells which user's rights are needed for a socket. */
  dial(address: DialAddress, as?: BecomeOptions): Promise<Duplex>;
  /** Drops shells and the connection; the next call opens them anew (`meta: reset_connection`, after a reboot). */
  reset(): Promise<void>;
  /** Ends the shells of a user that `become` led to; the next one is opened anew. */
  leave(user: string): Promise<void>;
  close(): Promise<void>;
}

/** How to become another user on the target. */
export interface BecomeOptions {
  readonly method: string;
  readonly user: string;
  readonly password?: Secret | undefined;
  /** The program, when it is not the method's own (`become_exe`). */
  readonly executable?: string | undefined;
  /** Its options (`become_flags`); `undefined` takes the method's own. */
  readonly flags?: string | undefined;
  /** How the question for the password begins, before its colon (`su_prompt_l10n`); without any the method knows. */
  readonly prompts?: readonly string[] | undefined;
  /** The directory to start in, where the method knows of one (`sudo_chdir`). */
  readonly directory?: string | undefined;
}

/** Everything a connection plug-in may need, resolved from variables, configuration and the command line. */
export interface ConnectionOptions {
  /** The inventory name, for messages. */
  readonly name: string;
  /** `ssh`, `local`, ... */
  readonly plugin: string;
  readonly address: string;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly password?: Secret | undefined;
  readonly privateKeyFile?: string | undefined;
  readonly privateKeyPassphrase?: Secret | undefined;
  /** Options for OpenSSH, as ansible_ssh_common_args and its kin write them: `-o ProxyJump=...`, `-J`, `-F`, `-i`, `-p`. */
  readonly sshArguments: readonly string[];
  readonly hostKeyChecking: 'yes' | 'no' | 'accept-new';
  /** Seconds to connect and authenticate. */
  readonly connectTimeout: number;
  /** The shell on the target (`ansible_shell_executable`). */
  readonly shell: string;
  /** Where local scripts run: the directory of the playbook. */
  readonly directory?: string | undefined;
  /** The controller's environment: HOME, USER, SSH_AUTH_SOCK and PATH are read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The become methods by name (`become/index.ts`). */
  readonly becomeMethods: ReadonlyMap<string, BecomeMethod>;
  /** Asked about a host whose key is not known yet, in mode `yes`; without it such a host is refused. */
  readonly onUnknownKeys?: AskAboutHostKey | undefined;
}

/** A key that no known_hosts file has. */
export interface UnknownHostKey {
  /** The inventory name. */
  readonly host: string;
  /** The name as known_hosts writes it: `name` or `[name]:port`. */
  readonly address: string;
  /** `ssh-ed25519`, ... */
  readonly type: string;
  /** `SHA256:...`, as ssh-keygen -l prints it. */
  readonly fingerprint: string;
}

/** Whether to trust a new host: the answer may wait until all hosts have asked, so that one table shows them. */
export type AskAboutHostKey = (key: UnknownHostKey) => Promise<boolean>;

/** A connection plug-in: opens a connection, or fails with E0601 to E0608 and what to do next. */
export type Connect = (options: ConnectionOptions) => Promise<Connection>;

/** A become method as a value: the command that starts `shell` as the other user, and how it asks for a password. */
export interface BecomeMethod {
  readonly name: string;
  /** The command line that starts the shell; `marker` is printed by it once the other user is reached. */
  command(options: BecomeOptions, shell: string, marker: string): Script;
  /** Whether text printed so far asks for the password. */
  isPrompt(text: string): boolean;
  /** The reason when text printed so far says that the password or the right is missing. */
  findRefusal(text: string): string | undefined;
  /** Whether the method needs a terminal to ask for its password (su). */
  readonly needsTerminal: boolean;
}
