import { resolve } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { loadAdHoc } from '../../engine/ad-hoc.js';
import { exitCodes } from '../../engine/exit-codes.js';
import { mapLimit } from '../../engine/parallel.js';
import { planPlay } from '../../engine/plan-play.js';
import { closeRun } from '../close-run.js';
import { readConfiguration } from '../configuration.js';
import type { CliEnvironment } from '../environment.js';
import { prepareRun } from '../prepare-run.js';
import type { RunOptions } from '../run-options.js';
import { askForKey, type HostTrust, type TrustQuestion } from './host-trust.js';

export interface TrustOptions extends RunOptions {
  /** The known_hosts file to write. */
  readonly file?: string;
  readonly yes?: boolean;
  readonly hash?: boolean;
  readonly json?: boolean;
}

interface Surroundings {
  readonly environment: CliEnvironment;
  readonly signal: AbortSignal;
}

/** Shows the keys of hosts, and adds those that are new to known_hosts once somebody has agreed. Returns the exit code. */
export async function trustHosts(
  pattern: string,
  options: TrustOptions,
  { environment, signal }: Surroundings,
): Promise<number> {
  const configuration = readConfiguration(environment);
  const run = await prepareRun({ options, configuration, environment, signal, visible: [] });
  try {
    const hosts = run.inventory.match(pattern, options.limit);
    if (hosts.length === 0) throw new ProvisionError('E0204', `no host matches "${pattern}"`);
    const { directory } = environment;
    const play = loadAdHoc({ pattern, module: 'ping', args: '', directory }, run);
    const question: TrustQuestion = {
      playRun: planPlay(play, run),
      file: options.file === undefined ? undefined : resolve(directory, options.file),
      isHashing: options.hash === true,
      accept: () => Promise.resolve(false),
    };
    const seen = await mapLimit(hosts, run.settings.forks, (host) => askForKey(host, question));
    const isAgreed = options.check !== true && (await agree(seen, options, environment));
    const told = isAgreed ? await addKeys(seen, question) : seen;
    environment.writeOutput(options.json === true ? asJson(told) : asText(told, isAgreed));
    return told.every(({ state }) => isFine(state)) ? exitCodes.success : exitCodes.error;
  } finally {
    await closeRun(run);
  }
}

function isFine(state: HostTrust['state']): boolean {
  return state === 'known' || state === 'added' || state === 'not by ssh';
}

/** Whether the new keys are to be added. Without a terminal only --yes says so. */
async function agree(seen: readonly HostTrust[], { yes }: TrustOptions, environment: CliEnvironment): Promise<boolean> {
  const fresh = seen.filter(({ state }) => state === 'new');
  if (fresh.length === 0 || yes === true) return fresh.length > 0;
  if (!environment.isInteractive) {
    environment.note('new keys are not added without --yes or a terminal to ask at');
    return false;
  }
  environment.note(fresh.map(lineOf).join('\n'));
  const answer = await environment.ask(`Add ${fresh.length === 1 ? 'this key' : `these ${fresh.length} keys`}? [y/N] `);
  return /^y(?:es)?$/i.test(answer.trim());
}

/** Asks the hosts again: only the very key that was shown is added. */
async function addKeys(seen: readonly HostTrust[], question: TrustQuestion): Promise<HostTrust[]> {
  const results: HostTrust[] = [];
  for (const one of seen) {
    if (one.state !== 'new') results.push(one);
    else {
      const { fingerprint, address } = one.key;
      const accept: TrustQuestion['accept'] = (key) =>
        Promise.resolve(key.fingerprint === fingerprint && key.address === address);
      results.push(await askForKey(one.host, { ...question, accept }));
    }
  }
  return results;
}

function asText(all: readonly HostTrust[], isAgreed: boolean): string {
  const count = (state: HostTrust['state']): number => all.filter((one) => one.state === state).length;
  const states = ['known', isAgreed ? 'added' : 'new', 'changed', 'unreachable'] as const;
  const summary = states.map((state) => `${count(state)} ${state}`).join(', ');
  return `${[...all.map(lineOf), summary].join('\n')}\n`;
}

function lineOf(one: HostTrust): string {
  if ('key' in one)
    return `${one.state.padEnd(11)} ${one.host}  ${one.key.address}  ${one.key.type}  ${one.key.fingerprint}`;
  if (!('problem' in one)) return `${one.state.padEnd(11)} ${one.host}`;
  const { message, hint } = one.problem;
  return `${one.state.padEnd(11)} ${one.host}  ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

function asJson(all: readonly HostTrust[]): string {
  const shown = all.map((one) => ({
    host: one.host,
    state: one.state,
    ...('key' in one && { address: one.key.address, type: one.key.type, fingerprint: one.key.fingerprint }),
    ...('problem' in one && { code: one.problem.code, message: one.problem.message }),
  }));
  return `${JSON.stringify(shown, null, 2)}\n`;
}
