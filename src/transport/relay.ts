import { Duplex } from 'node:stream';
import { ProvisionError } from '../base/errors.js';
import type { DialAddress } from './connection.js';
import { createMarks, endOf, startOf } from './frame.js';
import { findRelayCommand } from './relay-command.js';
import type { Shell } from './shell.js';
import { sh } from '../shell/script.js';

/**
 * A byte stream to an address, through a program that the shell runs with its user's rights. The shell is used up by it.
 * Resolves once the program says that it is connected.
 */
export async function relay(shell: Shell, host: string, address: DialAddress): Promise<Duplex> {
  const command = findRelayCommand(address, shell.introduction.about.tools);
  if (command === undefined) {
    void shell.close();
    throw new ProvisionError('E0504', `${host} has no program that can reach ${nameOf(address)}`, {
      hint: 'install one of perl, python3, socat, netcat-openbsd; or allow forwarding in its sshd_config (AllowTcpForwarding, AllowStreamLocalForwarding)',
    });
  }
  const marks = createMarks();
  // Unlike a script, the program gets the shell's own input.
  const text = sh`{ ${startOf(marks)}; ${command}; ${endOf(marks)}; }`.toString();
  const stream = new RelayStream(shell);
  void shell.request(`${text}\n`, marks, { onStdout: (chunk) => stream.arrive(chunk), keep: false }).then(
    ({ status, stderr }) =>
      stream.finish(status === 0 ? undefined : unreachable(host, address, stderr.toString('utf8').trim())),
    (error: Error) => stream.finish(error),
  );
  await stream.connected;
  return stream;
}

/** The address as a message names it. */
export function nameOf(address: DialAddress): string {
  return 'socket' in address ? address.socket : `${address.host}:${address.port}`;
}

function unreachable(host: string, address: DialAddress, reason: string): ProvisionError {
  return new ProvisionError(
    'E0601',
    `${nameOf(address)} cannot be reached on ${host}: ${reason || 'no reason given'}`,
    {
      hint:
        'socket' in address
          ? 'check that its service runs, and that the user may open it'
          : 'check that something listens there',
    },
  );
}

/** The two directions of a program on the target. Its first byte only says that it is connected. */
class RelayStream extends Duplex {
  readonly connected: Promise<void>;
  #confirm: () => void = () => undefined;
  #isConnected = false;

  constructor(readonly shell: Shell) {
    super();
    this.connected = new Promise((resolve, reject) => {
      this.#confirm = resolve;
      this.once('error', reject);
      this.once('end', resolve);
    });
  }

  arrive(chunk: Buffer): void {
    const bytes = this.#isConnected ? chunk : chunk.subarray(1);
    this.#isConnected = true;
    this.#confirm();
    if (bytes.length > 0 && !this.push(bytes)) this.shell.output.pause();
  }

  finish(error: Error | undefined): void {
    void this.shell.close();
    if (error !== undefined) this.destroy(error);
    else this.push(null);
  }

  override _read(): void {
    this.shell.output.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.shell.channel.stdin.write(chunk, encoding, done);
  }

  override _final(done: () => void): void {
    this.shell.channel.stdin.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.shell.channel.destroy();
    done(error);
  }
}
