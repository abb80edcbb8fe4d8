import ssh2, { type AnyAuthMethod, type AuthHandlerMiddleware } from 'ssh2';
import { messageOf } from '../base/errors.js';
import type { PrivateKey } from './ssh-keys.js';
import type { SshTarget } from './ssh-target.js';

/** One way to prove who we are, and how a message names it. */
export interface Credential {
  readonly label: string;
  readonly method: AnyAuthMethod;
  /** The name under which a server lists it as possible. */
  readonly kind: 'publickey' | 'password' | 'keyboard-interactive';
}

/** What will be offered, in this order: the user's keys, the agent's, the password. */
export async function credentialsOf(
  target: SshTarget,
  keys: readonly PrivateKey[],
): Promise<{ credentials: Credential[]; notes: string[] }> {
  const { user: username, agent, password } = target;
  const credentials: Credential[] = keys.map(({ file, key }) => ({
    label: `key ${file}`,
    kind: 'publickey',
    method: { type: 'publickey', username, key },
  }));
  const notes: string[] = [];
  if (agent !== undefined) {
    const checked = await checkAgent(agent);
    if (typeof checked === 'string') notes.push(checked);
    else if (hasUsefulKey(checked, target, keys)) {
      credentials.push({
        label: `${checked.length} keys of the agent`,
        kind: 'publickey',
        method: { type: 'agent', username, agent },
      });
    }
  }
  if (password !== undefined) credentials.push(...passwordCredentials(username, password.reveal()));
  return { credentials, notes };
}

function passwordCredentials(username: string, password: string): Credential[] {
  return [
    { label: 'the password', kind: 'password', method: { type: 'password', username, password } },
    {
      label: 'the password (keyboard-interactive)',
      kind: 'keyboard-interactive',
      method: {
        type: 'keyboard-interactive',
        username,
        // Only what is typed unseen is a password; anything else is left empty.
        prompt: (_name, _instructions, _language, prompts, finish) =>
          finish(prompts.map(({ echo }) => (echo === true ? '' : password))),
      },
    },
  ];
}

/** The agent's public keys, or why it cannot be used. An agent that is gone must not end the attempt. */
function checkAgent(socket: string): Promise<readonly unknown[] | string> {
  return new Promise((resolve) => {
    ssh2.createAgent(socket).getIdentities((error, keys) => {
      resolve(error ? `the agent at ${socket} does not answer: ${messageOf(error)}` : (keys ?? []));
    });
  });
}

function hasUsefulKey(
  agentKeys: readonly unknown[],
  { identitiesOnly }: SshTarget,
  keys: readonly PrivateKey[],
): boolean {
  return agentKeys.length > 0 && !(identitiesOnly && keys.length > 0);
}

/** Offers one credential after the other, skipping kinds that the server does not take; `offered` collects what was tried. */
export function offerInOrder(credentials: readonly Credential[], offered: string[]): AuthHandlerMiddleware {
  const waiting = [...credentials];
  return (accepted, _partial, next) => {
    // The first call comes before the server has said what it takes.
    const allowed: readonly string[] | null = accepted;
    for (let credential = waiting.shift(); credential !== undefined; credential = waiting.shift()) {
      if (allowed !== null && !allowed.includes(credential.kind)) continue;
      offered.push(credential.label);
      return next(credential.method);
    }
    return refuse(next);
  };
}

/** ssh2 ends the attempt at `false`, which its types leave out. */
function refuse(next: Parameters<AuthHandlerMiddleware>[2]): void {
  const end: (answer: never) => void = next;
  end(false as never);
}
