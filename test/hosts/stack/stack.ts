import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stackClient, type StackClient } from '../../demo/stack-client.js';
import type { LabHost } from '../../lab/host.js';
import { leaseHosts } from '../../lab/lease.js';
import { openRegistry } from '../../lab/serve-images.js';
import { runProvision, type ProvisionRun } from './provision-run.js';
import { secrets, writeSite } from './site.js';
import { openWebhook, type Webhook } from './webhook.js';

/** A stack on hosts of its own. The first two observers are the pair, the third has the bucket. */
export interface Stack {
  readonly observers: readonly [LabHost, LabHost, LabHost];
  readonly slaves: readonly [LabHost, LabHost];
  readonly images: Readonly<Record<string, string>>;
  /** A person with a password. */
  readonly client: StackClient;
  readonly webhook: Webhook;
  /** All that any run printed. */
  readonly outputs: readonly string[];
  /** A directory on this machine for the tests' own files. */
  readonly directory: string;
  /** Runs `provision`; it must succeed. */
  provision(...args: string[]): Promise<ProvisionRun>;
  /** Runs `provision` whatever comes of it. */
  tryProvision(...args: string[]): Promise<ProvisionRun>;
  close(): Promise<void>;
}

/** Boots hosts without Docker and writes a site for them; installs nothing yet. */
export async function openStack(): Promise<Stack> {
  const progress = (line: string) => process.stderr.write(`stack: ${line}\n`);
  const lab = await leaseHosts({ hosts: 5, docker: false, progress });
  const { images } = await openRegistry(progress);
  const webhook = await openWebhook();
  const directory = await mkdtemp(join(tmpdir(), 'provision-stack-'));
  const [first, second, third, fourth, fifth] = lab.hosts;
  if (!first || !second || !third || !fourth || !fifth) throw new Error('the lab has fewer than five hosts');
  const observers = [first, second, third] as const;
  const slaves = [fourth, fifth] as const;
  const hostKeys = (await Promise.all(lab.hosts.map((host) => host.knownHosts()))).join('');
  const inventory = await writeSite({
    directory,
    observers,
    slaves,
    images,
    key: lab.key,
    hostKeys,
    webhook: webhook.url,
  });
  const outputs: string[] = [];
  const tryProvision = async (...args: string[]) => {
    const run = await runProvision(inventory, args);
    outputs.push(run.output);
    return run;
  };
  return {
    observers,
    slaves,
    images,
    client: stackClient('admin', secrets.admin),
    webhook,
    outputs,
    directory,
    tryProvision,
    provision: async (...args) => requireSuccess(await tryProvision(...args)),
    close: async () => {
      await webhook.close();
      await lab.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function requireSuccess(run: ProvisionRun): ProvisionRun {
  if (run.exitCode === 0) return run;
  throw new Error(`provision ended with ${run.exitCode}: ${run.failures.join('; ') || run.output.slice(-2000)}`);
}
