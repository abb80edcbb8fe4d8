import type { BecomeOptions } from './connection.js';
import { startBecomeShell, startLoginShell, type ShellSource } from './become-shell.js';
import { keyedDigest } from './keyed-digest.js';
import type { Shell } from './shell.js';
import { openSession, ShellSession } from './shell-session.js';

/** The sessions of one host, one a user, each opened once and shared by all who ask. */
export class Sessions {
  readonly #opened = new Map<string, Promise<ShellSession>>();
  /** The keys of the sessions of a user. */
  readonly #keys = new Map<string, Set<string>>();
  readonly #separate = new Set<Promise<ShellSession>>();

  readonly #kept: Map<string, Shell>;

  /** @param kept shells that earlier sessions have released, to be used first */
  constructor(
    readonly source: ShellSource,
    kept: ReadonlyMap<string, Shell> = new Map(),
  ) {
    this.#kept = new Map(kept);
  }

  /** The session of the login user, or of the user that `become` names. A failed attempt is forgotten. */
  get(become?: BecomeOptions): Promise<ShellSession> {
    const key = keyOf(this.#needed(become));
    const opened = this.#opened.get(key);
    if (opened !== undefined) return opened;
    const start = (): Promise<Shell> => this.start(become);
    const kept = this.#kept.get(key);
    const opening = kept === undefined ? openSession(start) : Promise.resolve(new ShellSession(start, kept));
    this.#kept.delete(key);
    this.#opened.set(key, opening);
    if (become) this.#keys.set(become.user, (this.#keys.get(become.user) ?? new Set()).add(key));
    opening.catch(() => {
      if (this.#opened.get(key) === opening) this.#opened.delete(key);
    });
    return opening;
  }

  /** A further session of a user, for the caller alone; it is closed with the others at the latest. */
  async open(become?: BecomeOptions): Promise<ShellSession> {
    const opening = openSession(() => this.start(become));
    this.#separate.add(opening);
    return opening;
  }

  /** A further shell of a user, for the caller alone. */
  start(become?: BecomeOptions): Promise<Shell> {
    const needed = this.#needed(become);
    return needed === undefined ? startLoginShell(this.source) : startBecomeShell(this.source, needed);
  }

  /** Ends the shells of a user that `become` led to. */
  async leave(user: string): Promise<void> {
    const keys = [...(this.#keys.get(user) ?? [])].filter((key) => key !== '');
    this.#keys.delete(user);
    const opened = keys.flatMap((key) => this.#opened.get(key) ?? []);
    for (const key of keys) this.#opened.delete(key);
    const kept = [...this.#kept].filter(([key, shell]) => key !== '' && shell.introduction.about.user === user);
    for (const [key] of kept) this.#kept.delete(key);
    await Promise.all([
      ...opened.map(async (opening) => (await settled(opening))?.close()),
      ...kept.map(([, shell]) => shell.close()),
    ]);
  }

  /** Ends every shell, and waits until those that are still starting have done so too. */
  async close(): Promise<void> {
    const opened = [...this.#opened.values(), ...this.#separate];
    const kept = [...this.#kept.values()];
    this.#opened.clear();
    this.#separate.clear();
    this.#kept.clear();
    await Promise.all([
      ...opened.map(async (opening) => (await settled(opening))?.close()),
      ...kept.map((shell) => shell.close()),
    ]);
  }

  /** Gives away the shells that wait for work, for later sessions of the same users; ends all others. */
  async release(): Promise<ReadonlyMap<string, Shell>> {
    const released = new Map([...this.#kept].filter(([, shell]) => shell.isUsable));
    const opened = [...this.#opened];
    for (const key of released.keys()) this.#kept.delete(key);
    this.#opened.clear();
    for (const [key, opening] of opened) {
      const shell = await (await settled(opening))?.release();
      if (shell !== undefined) released.set(key, shell);
    }
    await this.close();
    return released;
  }

  /** Nobody has to become who they are: on a host that is entered as root, sudo may be missing. */
  #needed(become: BecomeOptions | undefined): BecomeOptions | undefined {
    return become?.user === this.source.user ? undefined : become;
  }
}

/** `undefined` when it failed: whoever asked for the session has been told. */
async function settled(opening: Promise<ShellSession>): Promise<ShellSession | undefined> {
  const [result] = await Promise.allSettled([opening]);
  return result.status === 'fulfilled' ? result.value : undefined;
}

function keyOf(become: BecomeOptions | undefined): string {
  if (become === undefined) return '';
  const { method, user, executable, flags, directory, prompts, password } = become;
  // A shell that another password opened says nothing about this one.
  return keyedDigest([method, user, executable, flags, directory, prompts?.join(), password?.reveal()]);
}
