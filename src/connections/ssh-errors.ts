import { messageOf, ProvisionError } from '../base/errors.js';
import type { SshTarget } from './ssh-target.js';

/** What was offered to a server before it refused, and what could not be. */
export interface Attempt {
  readonly offered: readonly string[];
  readonly notes: readonly string[];
}

/** Why a handshake failed: E0602 when nobody was let in, else E0601. */
export function explainHandshake(target: SshTarget, error: unknown, { offered, notes }: Attempt): ProvisionError {
  if (error instanceof ProvisionError) return error;
  const reason = messageOf(error);
  if (/authentication methods failed|too many authentication failures/i.test(reason)) {
    const tried = offered.length === 0 ? 'there was nothing to offer' : `tried ${offered.join(', ')}`;
    return new ProvisionError(
      'E0602',
      `${whereIs(target)} does not let ${target.user} in: ${[tried, ...notes].join('; ')}`,
      {
        hint: 'name the right key with --private-key or ansible_ssh_private_key_file, or give the password with -k; ansible_user sets the user',
        cause: error,
      },
    );
  }
  if (/timed out/i.test(reason))
    return unreachable(target, `no end of the SSH handshake within ${target.connectTimeout} s`, error);
  if (/EPIPE|ECONNRESET|No response from server/.test(reason)) return unreachable(target, closedBy(target), error);
  return unreachable(target, reason, error);
}

function closedBy({ route }: SshTarget): string {
  return route.kind === 'command'
    ? `its ProxyCommand ended: ${route.command}`
    : 'it closed the connection during the handshake';
}

/** E0601, with what to look at. */
export function unreachable(target: SshTarget, reason: string, cause?: unknown): ProvisionError {
  return new ProvisionError('E0601', `${whereIs(target)} cannot be reached: ${reason}`, {
    hint: hintFor(reason),
    cause,
  });
}

function whereIs({ name, host, port }: SshTarget): string {
  const address = port === 22 ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return name === address ? name : `${name} (${address})`;
}

function hintFor(reason: string): string {
  if (/name is not known/.test(reason))
    return 'the name does not resolve: set ansible_host to an address, or to a name that does';
  if (/refused/.test(reason)) return 'the host is up, but no SSH server listens there: check ansible_port';
  return 'check that the host is up, ansible_host and ansible_port, and any firewall on the way';
}
