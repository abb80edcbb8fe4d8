import { isIPv6 } from 'node:net';
import { ProvisionError } from '../base/errors.js';
import { parseSshArguments } from './ssh-arguments.js';
import { splitWords } from './words.js';

/** A host on the way to another. */
export interface Jump {
  readonly host: string;
  readonly port: number | undefined;
  readonly user: string | undefined;
  /** Further OpenSSH options, for this hop alone. */
  readonly arguments: readonly string[];
}

/**
 * The way to a host: jumps, or a command whose standard streams are the connection. `ssh -W %h:%p JUMP` is a jump
 * written as a command, as it was before ProxyJump.
 */
export function parseJumps(proxyJump: string | undefined, proxyCommand: string | undefined): readonly Jump[] | string {
  if (proxyJump !== undefined && proxyJump !== 'none') return proxyJump.split(',').map((one) => parseJump(one.trim()));
  if (proxyCommand === undefined || proxyCommand === 'none' || proxyCommand === '') return [];
  const jump = findForwarding(proxyCommand);
  return jump === undefined ? proxyCommand : [jump];
}

/** `[user@]host[:port]`, `[user@][ipv6]:port` or `ssh://[user@]host[:port]`. */
export function parseJump(text: string): Jump {
  const match = /^(?:ssh:\/\/)?(?:([^@]+)@)?(\[[^\]]+\]|[^:@]+|[0-9a-f:]+)(?::(\d+))?\/?$/i.exec(text);
  if (match?.[2] === undefined || (match[2].includes(':') && !isIPv6(match[2].replace(/^\[|\]$/g, '')))) {
    throw new ProvisionError('E0402', `the jump host "${text}" cannot be read`, { hint: 'write user@host:port' });
  }
  const port = match[3] === undefined ? undefined : Number(match[3]);
  return { host: match[2].replace(/^\[|\]$/g, ''), port, user: match[1], arguments: [] };
}

/** `ssh [options] -W %h:%p [options] [user@]host`, and nothing that only a shell understands. */
function findForwarding(command: string): Jump | undefined {
  const words = splitWords(command.replace(/^\s*exec\s+/, ''));
  if (words === undefined || !/(^|\/)ssh$/.test(words[0] ?? '')) return undefined;
  const { settings, destination } = parseSshArguments(words.slice(1));
  if (settings.get('forwardto')?.[0] !== '%h:%p' || destination === undefined) return undefined;
  const jump = parseJump(destination);
  const port = settings.get('port')?.[0];
  return {
    host: jump.host,
    port: jump.port ?? (port === undefined ? undefined : Number(port)),
    user: jump.user ?? settings.get('user')?.[0],
    arguments: withoutForwarding(words.slice(1)).filter((word) => word !== destination),
  };
}

function withoutForwarding(words: readonly string[]): string[] {
  return words.filter((word, index) => !/^-W/.test(word) && words[index - 1] !== '-W' && word !== '-W%h:%p');
}
