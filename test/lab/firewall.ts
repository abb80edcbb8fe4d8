import { readFile } from 'node:fs/promises';
import { bridgeName } from './paths.js';
import { hasCommand, run } from './run.js';

const rule = ['FORWARD', '-i', bridgeName, '-o', bridgeName, '-j', 'ACCEPT'];

/**
 * Lets the hosts' packets to one another pass where the machine's firewall also judges what crosses a bridge. Docker on
 * the machine brings that about, and drops what it does not know.
 */
export async function openFirewall(): Promise<void> {
  if ((await judgesBridges()) && !(await hasRule())) await run('iptables', ['-I', ...rule]);
}

/** Takes the rule away again. */
export async function closeFirewall(): Promise<void> {
  if ((await judgesBridges()) && (await hasRule())) await run('iptables', ['-D', ...rule]);
}

async function judgesBridges(): Promise<boolean> {
  const setting = await readFile('/proc/sys/net/bridge/bridge-nf-call-iptables', 'utf8').catch(() => '0');
  return setting.trim() === '1' && (await hasCommand('iptables'));
}

async function hasRule(): Promise<boolean> {
  return run('iptables', ['-C', ...rule]).then(
    () => true,
    () => false,
  );
}
