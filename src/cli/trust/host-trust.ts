import { ProvisionError } from '../../base/errors.js';
import { connectionOptions } from '../../engine/connection-options.js';
import { RunHost } from '../../engine/run-host.js';
import type { PlayRun } from '../../engine/run.js';
import { taskTemplar } from '../../engine/task-scope.js';
import type { AskAboutHostKey, ConnectionOptions, UnknownHostKey } from '../../transport/connection.js';

/** Whether a host's key is in the file that is looked at. */
export type HostTrust =
  | { readonly host: string; readonly state: 'known' | 'not by ssh' }
  | { readonly host: string; readonly state: 'new' | 'added'; readonly key: UnknownHostKey }
  | { readonly host: string; readonly state: 'changed' | 'unreachable'; readonly problem: ProvisionError };

/** How a host's key is looked up. */
export interface TrustQuestion {
  readonly playRun: PlayRun;
  /** The known_hosts file in the place of the user's own. */
  readonly file: string | undefined;
  readonly isHashing: boolean;
  /** Decides about a key that is in no file: what is accepted is added. */
  readonly accept: AskAboutHostKey;
}

/** Has a host show its key, over jump hosts where these lead to it. Nothing is logged in for. */
export async function askForKey(host: string, question: TrustQuestion): Promise<HostTrust> {
  const options = optionsOf(host, question);
  if (!/(?:^|\.)(?:ssh|smart|paramiko|paramiko_ssh)$/.test(options.plugin)) return { host, state: 'not by ssh' };
  let key: UnknownHostKey | undefined;
  let isAccepted = false;
  const onUnknownKeys: AskAboutHostKey = async (shown) => {
    key = shown;
    return (isAccepted = await question.accept(shown));
  };
  const problem = await problemOf({ ...options, onUnknownKeys }, question);
  if (key !== undefined) return { host, state: isAccepted ? 'added' : 'new', key };
  // Who is refused has seen the key before, and found it right.
  if (problem === undefined || problem.code === 'E0602' || problem.code === 'E0607') return { host, state: 'known' };
  return { host, state: problem.code === 'E0604' ? 'changed' : 'unreachable', problem };
}

async function problemOf(options: ConnectionOptions, { playRun }: TrustQuestion): Promise<ProvisionError | undefined> {
  try {
    await playRun.run.connections.connect(options);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return thrown;
    throw thrown;
  }
}

/** Keys are checked whatever the settings say; which private key would be offered does not matter. */
function optionsOf(host: string, { playRun, file, isHashing }: TrustQuestion): ConnectionOptions {
  const { run, play } = playRun;
  const known = run.hosts.get(host) ?? new RunHost(host);
  const options = connectionOptions(host, play, taskTemplar(playRun, play, known), run.settings.connection);
  const files = file === undefined ? [] : ['-o', `UserKnownHostsFile=${file}`, '-o', 'GlobalKnownHostsFile=/dev/null'];
  return {
    ...options,
    privateKeyFile: undefined,
    hostKeyChecking: 'yes',
    sshArguments: [...files, ...(isHashing ? ['-o', 'HashKnownHosts=yes'] : []), ...options.sshArguments],
  };
}
