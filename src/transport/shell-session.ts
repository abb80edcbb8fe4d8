import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { unheeded } from '../base/unheeded.js';
import { deferred } from '../base/deferred.js';
import { ownTurn } from '../base/own-turn.js';
import { fileBytes, memoryBytes } from '../shell/byte-source.js';
import { Attachment, inflow, joinScripts, Script, sh } from '../shell/script.js';
import { planDelivery, type Delivery, largestInline } from './attachments.js';
import type { Follower, Outcome, RunOptions, Session, SessionInfo, Together } from './connection.js';
import { ConnectionLost } from './connection-lost.js';
import { createMarks, frameText } from './frame.js';
import { endProcesses } from './end-processes.js';
import { openReader } from './file-reader.js';
import { Shell } from './shell.js';
import { watchForStop } from './stop.js';
import { Turns } from './turns.js';

/** Milliseconds a running script gets to end when the session is closed. */
const closingTime = 2000;

/** Starts a shell's channel, past any password. */
export type StartShell = () => Promise<Shell>;

/** Opens a session and waits until its shell has said who it is. */
export async function openSession(start: StartShell): Promise<ShellSession> {
  return new ShellSession(start, await start());
}

/**
 * A session over one long-lived shell. When the shell is gone (a timeout, a script that left something writing
 * behind, a dropped connection), the next script gets a new one.
 */
export class ShellSession implements Session {
  #shell: Shell | undefined;
  #about: SessionInfo;
  readonly #turns = new Turns();
  readonly #start: StartShell;

  constructor(start: StartShell, shell: Shell) {
    this.#start = start;
    this.#shell = shell;
    this.#about = shell.introduction.about;
  }

  get about(): SessionInfo {
    return this.#about;
  }

  run(script: Script, options: RunOptions = {}): Promise<Outcome> {
    return this.#turns.take(() => this.#runNow(script, options));
  }

  runTogether(
    first: Script,
    others: readonly Script[],
    options: RunOptions = {},
    behind: () => readonly Follower[] = () => [],
  ): Together {
    const followers = others.map(() => deferred<Outcome>());
    const leading = deferred<Outcome>();
    void this.#turns.take(async () => {
      let sent: readonly Promise<Outcome>[] = [];
      let later: Promise<unknown> = Promise.resolve();
      const running = this.#runNow(first, options, (shell) => {
        // They fail with the shell, which may be while the first one is still looked after.
        sent = others.map((script) => unheeded(this.#follow(shell, script, options)));
        later = this.#sendLater(shell, behind, options);
      });
      leading.settle(running);
      await running.catch(() => undefined);
      followers.forEach((follower, index) => follower.settle(sent[index] ?? Promise.reject(neverSent())));
      await Promise.allSettled([...sent, later]);
    });
    return { first: leading.promise, others: followers.map(({ promise }) => promise) };
  }

  /** What was sent before has to be out first: naming these may take a while. Waits for their ends. */
  async #sendLater(shell: Shell, behind: () => readonly Follower[], options: RunOptions): Promise<void> {
    await ownTurn();
    const sent = behind().map(({ script, settle }) => {
      const running = unheeded(this.#follow(shell, script, options));
      settle(running);
      return running;
    });
    await Promise.allSettled(sent);
  }

  read(path: string): Promise<Readable> {
    return openReader(this, this.#start, path);
  }

  /** Ends the shell and waits until it has cleaned up. A script that runs on is cut off soon; a later one would start a new shell. */
  async close(): Promise<void> {
    const running = this.#shell;
    const patience = setTimeout(() => running?.channel.destroy(), closingTime);
    await this.#turns.take(async () => {
      const ending = this.#shell;
      this.#shell = undefined;
      await ending?.close();
    });
    clearTimeout(patience);
  }

  /** Gives its shell away when nothing runs in it, otherwise ends it. The session is not to be used after this. */
  async release(): Promise<Shell | undefined> {
    const shell = this.#shell;
    if (!this.#turns.isIdle || shell?.isUsable !== true) {
      await this.close();
      return undefined;
    }
    this.#shell = undefined;
    return shell;
  }

  /** @param onSent called as soon as the script is on its way */
  async #runNow(script: Script, options: RunOptions, onSent?: (shell: Shell) => void): Promise<Outcome> {
    options.signal?.throwIfAborted();
    const shell = await this.#usableShell();
    const work = this.#perform(shell, script, options, onSent);
    const stop = watchForStop(options);
    const reason = await Promise.race([work.then(() => undefined), stop.reason]).finally(stop.forget);
    if (reason === undefined) return work;
    // Its shell is about to be ended on purpose; why it is ended is what is reported.
    work.catch(() => undefined);
    await this.#replace(shell);
    throw reason;
  }

  async #usableShell(): Promise<Shell> {
    if (this.#shell?.isUsable === true) return this.#shell;
    // Something left behind may hold the old shell's output open: it is not waited for.
    void this.#shell?.close();
    this.#shell = await this.#start();
    this.#about = this.#shell.introduction.about;
    return this.#shell;
  }

  /** A script right behind another. What that one left behind may write into this one's output: it says nothing then. */
  async #follow(shell: Shell, script: Script, options: RunOptions): Promise<Outcome> {
    const { directory, about } = shell.introduction;
    const delivery = planDelivery(script, directory, about.tools.has('base64'));
    const outcome = await this.#send(shell, delivery, { environment: options.environment });
    if (!shell.isUsable) throw new ConnectionLost('something else writes to the shell', 'maybe');
    return outcome;
  }

  async #perform(shell: Shell, script: Script, options: RunOptions, onSent?: (shell: Shell) => void): Promise<Outcome> {
    const { directory, about } = shell.introduction;
    const delivery = planDelivery(await withSmallFiles(script), directory, about.tools.has('base64'));
    for (const { attachment, path } of delivery.streamed) {
      const outcome = await this.#upload(shell, { attachment, path }, options);
      if (outcome.status !== 0) return outcome;
    }
    const outcome = this.#send(shell, delivery, options);
    // Behind bytes nothing can be sent before the script has ended, and none when it failed.
    if (delivery.input && (await outcome).status !== 0) return outcome;
    onSent?.(shell);
    return outcome;
  }

  /** Streams an attachment into a new private file. */
  #upload(shell: Shell, { attachment, path }: Delivery['streamed'][number], { onBytes }: RunOptions): Promise<Outcome> {
    const { content } = attachment;
    const input = inflow(content instanceof Uint8Array ? memoryBytes(content) : fileBytes(content));
    const store = sh`umask 077; ${input} >${path} && [ "$(wc -c <${path})" -eq ${input.size} ] && exit; rm -f -- ${path}; exit 1`;
    const { text } = planDelivery(store, '', false);
    return this.#send(shell, { text, inline: [sh`:`], streamed: [], paths: [], input: input.source }, { onBytes });
  }

  #send(shell: Shell, { text, inline, paths, input: source }: Delivery, options: RunOptions): Promise<Outcome> {
    const { environment = {}, onOutput, onBytes } = options;
    const marks = createMarks();
    const before = inline.length === 0 ? [] : [this.#writeInline(shell, inline)];
    const after = paths.length === 0 ? [] : [sh`rm -f -- ${paths}`];
    const frame = frameText({ marks, before, text, environment, after, hasInput: source !== undefined });
    if (source === undefined) return shell.request(frame, marks, { onOutput });
    return shell.requestWithInput(frame, marks, { source, onOutput, onBytes });
  }

  /** The first attachment makes the private directory; its name cannot be guessed, and mkdir refuses one that exists. */
  #writeInline(shell: Shell, inline: readonly Script[]): Script {
    const make = shell.hasDirectory ? [] : [sh`mkdir -- ${shell.introduction.directory}`];
    shell.hasDirectory = true;
    return sh`( umask 077; ${joinScripts([...make, ...inline], ' && ')} )`;
  }

  /** Ends all that runs under a shell, from a new one that takes its place. */
  async #replace(old: Shell): Promise<void> {
    this.#shell = await this.#start();
    await endProcesses(this.#shell, old.introduction.pid);
    old.channel.destroy();
  }
}

function neverSent(): ConnectionLost {
  return new ConnectionLost('it was not sent', 'no');
}

/** A small local file is read at once: it saves a trip. */
async function withSmallFiles(script: Script): Promise<Script> {
  const loaded = new Map<Attachment, Attachment>();
  for (const part of script.parts) {
    if (!(part instanceof Attachment) || part.content instanceof Uint8Array || part.size > largestInline) continue;
    loaded.set(part, new Attachment(await readFile(part.content.path)));
  }
  if (loaded.size === 0) return script;
  return new Script(script.parts.map((part) => (part instanceof Attachment ? (loaded.get(part) ?? part) : part)));
}
