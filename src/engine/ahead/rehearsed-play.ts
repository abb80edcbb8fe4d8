import { SecretMask } from '../../base/secret.js';
import { EventBus } from '../../events/bus.js';
import { isVaultData } from '../../vault/envelope.js';
import type { RunHost } from '../run-host.js';
import type { PlayRun, Run } from '../run.js';
import { NotKnownYet } from './not-known-yet.js';

/** Lookups that run programs, ask over the network, draw lots, or write files. */
const withEffects: ReadonlySet<string> = new Set([
  'pipe',
  'lines',
  'url',
  'password',
  'passwordstore',
  'random_choice',
  'random_string',
  'unvault',
]);

const rehearsed = new WeakMap<PlayRun, PlayRun>();

/** The play as a rehearsal sees it: nothing is told, kept, masked or asked, and what would have an effect cannot be known. */
export function rehearsedPlay(playRun: PlayRun, understudy: RunHost): PlayRun {
  let quiet = rehearsed.get(playRun);
  if (!quiet) rehearsed.set(playRun, (quiet = { ...playRun, run: quietRun(playRun.run) }));
  return { ...quiet, run: { ...quiet.run, hosts: new HostsWith(playRun.run.hosts, understudy) } };
}

function quietRun(run: Run): Run {
  const mask = new SecretMask();
  const { plugins, files } = run;
  return {
    ...run,
    isRehearsal: true,
    aheadOf: () => undefined,
    events: new EventBus([], mask),
    mask,
    factCache: undefined,
    plugins: {
      ...plugins,
      lookups: new Map([...plugins.lookups].filter(([, { name }]) => !withEffects.has(name))),
    },
    files: {
      ...files,
      readBytes(path, decrypt) {
        const bytes = files.readBytes(path, false);
        if (decrypt && isVaultData(bytes)) throw new NotKnownYet(path);
        return bytes;
      },
      decryptVault(armoured) {
        const known = files.findDecrypted(armoured);
        if (known === undefined) throw new NotKnownYet('a secret');
        return known;
      },
    },
  };
}

/** The run's hosts, one of them by its understudy. */
class HostsWith extends Map<string, RunHost> {
  constructor(
    readonly others: ReadonlyMap<string, RunHost>,
    readonly one: RunHost,
  ) {
    super();
  }

  override get(name: string): RunHost | undefined {
    return name === this.one.name ? this.one : this.others.get(name);
  }

  override has(name: string): boolean {
    return this.others.has(name);
  }
}
