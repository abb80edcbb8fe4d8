import { access, readdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { messageOf, ProvisionError } from '../base/errors.js';
import { definedOnly, homeOf, type Environment } from './environment.js';
import { Places } from './places.js';
import { parseSshArguments, type SshSettings } from './ssh-arguments.js';

/** What the user's OpenSSH would do for a host. */
export interface SshQuestion {
  readonly host: string;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly arguments: readonly string[];
  readonly environment: Environment;
}

/** As many `ssh -G` at a time. */
const places = new Places(8);

/**
 * The settings for a host. When there is a configuration of OpenSSH that may concern it, OpenSSH itself is asked
 * (`ssh -G`), because only it knows Match, Include and tokens. Otherwise the arguments alone count, at no cost.
 */
export async function readSshSettings(question: SshQuestion): Promise<SshSettings> {
  const line = parseSshArguments(question.arguments);
  const file = line.configFile ?? (await findUserConfig(question.environment));
  if (file === undefined && !(await hasSystemConfig())) return line.settings;
  const answer = await askSsh(question, line.configFile === undefined ? file : undefined);
  return answer ?? line.settings;
}

async function findUserConfig(environment: Environment): Promise<string | undefined> {
  const file = join(homeOf(environment), '.ssh', 'config');
  return (await isThere(file)) ? file : undefined;
}

/** Whether the system's configuration says more than the distributions' own does. */
async function hasSystemConfig(): Promise<boolean> {
  const extra = await readdir('/etc/ssh/ssh_config.d').catch(() => []);
  if (extra.some((name) => name.endsWith('.conf'))) return true;
  const text = await readFile('/etc/ssh/ssh_config', 'utf8').catch(() => '');
  const usual = /^\s*(#|$|include\s|host\s+\*\s*$|sendenv\s|hashknownhosts\s|gssapi)/i;
  return text.split('\n').some((row) => !usual.test(row));
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** `undefined` where there is no OpenSSH. */
async function askSsh(
  { host, port, user, arguments: words, environment }: SshQuestion,
  file: string | undefined,
): Promise<SshSettings | undefined> {
  const own = [...(port === undefined ? [] : ['-p', String(port)]), ...(user === undefined ? [] : ['-l', user])];
  // Its own idea of the home folder is the password file's, ours is HOME.
  const config = file === undefined || file === join(userInfo().homedir, '.ssh', 'config') ? [] : ['-F', file];
  const leave = await places.enter();
  try {
    const { stdout } = await execa('ssh', ['-G', ...config, ...words, ...own, '--', host], {
      env: definedOnly(environment),
      extendEnv: false,
      stdin: 'ignore',
    });
    return readPrinted(stdout);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new ProvisionError('E0402', `ssh does not accept its configuration for ${host}: ${reasonOf(error)}`, {
      hint: `try it: ssh -G ${host}`,
      cause: error,
    });
  } finally {
    leave();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'stderr' in error && error.stderr ? String(error.stderr) : messageOf(error);
}

function readPrinted(text: string): SshSettings {
  const settings = new Map<string, string[]>();
  for (const row of text.split('\n')) {
    const space = row.indexOf(' ');
    if (space < 0) continue;
    const name = row.slice(0, space);
    settings.set(name, [...(settings.get(name) ?? []), row.slice(space + 1).trim()]);
  }
  return settings;
}
