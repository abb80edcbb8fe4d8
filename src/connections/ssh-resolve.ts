import type { ConnectionOptions } from '../transport/connection.js';
import { homeOf, userOf } from './environment.js';
import { parseJumps, type Jump } from './jumps.js';
import type { SshSettings } from './ssh-arguments.js';
import { readSshSettings } from './ssh-config.js';
import { expandPath, expandTokens, type Tokens } from './ssh-tokens.js';
import type { HostKeyRules, KeyFile, Route, SshTarget } from './ssh-target.js';

const defaultKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => `~/.ssh/${name}`);
const defaultKnownHosts = '~/.ssh/known_hosts ~/.ssh/known_hosts2';
const systemKnownHosts = '/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2';

/** More hops than this are a configuration that leads in a circle. */
const mostHops = 10;

/** What the variables of a host and the user's OpenSSH configuration make of it together; variables win. */
export async function resolveTarget(options: ConnectionOptions, hops = 0): Promise<SshTarget> {
  const { environment, address, port, user, sshArguments } = options;
  const settings = await readSshSettings({ host: address, port, user, arguments: sshArguments, environment });
  const first = firstOf(settings);
  const tokens = tokensOf(options, settings);
  const interval = Number(first('serveraliveinterval') ?? 0);
  return {
    name: options.name,
    host: tokens.h,
    port: Number(tokens.p),
    user: tokens.r,
    password: options.password,
    keyFiles: keyFilesOf(options, settings, tokens),
    passphrase: options.privateKeyPassphrase,
    agent: agentOf(options, first('identityagent'), tokens),
    identitiesOnly: first('identitiesonly') === 'yes',
    hostKeys: hostKeyRules(options, settings, tokens),
    connectTimeout: options.connectTimeout,
    keepaliveInterval: interval > 0 ? interval : 15,
    keepaliveCount: Number(first('serveralivecountmax') ?? 3),
    family: familyOf(first('addressfamily')),
    route: await routeOf(options, settings, { tokens, hops }),
  };
}

function firstOf(settings: SshSettings): (name: string) => string | undefined {
  return (name) => settings.get(name)?.[0];
}

function tokensOf({ environment, address, port, user }: ConnectionOptions, settings: SshSettings): Tokens {
  const first = firstOf(settings);
  const shared = { n: address, d: homeOf(environment), u: userOf() };
  const h = (first('hostname') ?? address).replaceAll('%h', address);
  return { ...shared, h, p: String(port ?? first('port') ?? 22), r: user ?? first('user') ?? shared.u };
}

/** The key that variables name is needed; the others are tried when they are there. */
function keyFilesOf({ privateKeyFile }: ConnectionOptions, settings: SshSettings, tokens: Tokens): KeyFile[] {
  const named = privateKeyFile === undefined ? [] : [{ file: expandPath(privateKeyFile, tokens), isRequired: true }];
  const configured = settings.get('identityfile') ?? (privateKeyFile === undefined ? defaultKeys : []);
  const others = configured
    .filter((file) => file !== 'none')
    .map((file) => ({ file: expandPath(file, tokens), isRequired: false }));
  return [...named, ...others.filter(({ file }) => file !== named[0]?.file)];
}

function agentOf({ environment }: ConnectionOptions, setting: string | undefined, tokens: Tokens): string | undefined {
  if (setting === 'none') return undefined;
  if (setting === undefined || setting === 'SSH_AUTH_SOCK') return environment['SSH_AUTH_SOCK'] || undefined;
  return setting.startsWith('$') ? environment[setting.replace(/^\$\{?|\}$/g, '')] : expandPath(setting, tokens);
}

function hostKeyRules(options: ConnectionOptions, settings: SshSettings, tokens: Tokens): HostKeyRules {
  const first = firstOf(settings);
  const files = [first('userknownhostsfile') ?? defaultKnownHosts, first('globalknownhostsfile') ?? systemKnownHosts];
  return {
    mode: modeOf(options.hostKeyChecking, first('stricthostkeychecking')),
    alias: first('hostkeyalias') ?? tokens.h,
    files: files
      .join(' ')
      .split(/\s+/)
      .filter((file) => file !== '' && file !== 'none')
      .map((file) => expandPath(file, tokens)),
    isHashing: first('hashknownhosts') === 'yes',
  };
}

/** What the user says to us may only be loosened by what they say to OpenSSH. */
function modeOf(asked: HostKeyRules['mode'], setting: string | undefined): HostKeyRules['mode'] {
  if (asked === 'no' || setting === 'no' || setting === 'off' || setting === 'false') return 'no';
  return asked === 'accept-new' || setting === 'accept-new' ? 'accept-new' : 'yes';
}

function familyOf(setting: string | undefined): 0 | 4 | 6 {
  if (setting === 'inet') return 4;
  return setting === 'inet6' ? 6 : 0;
}

interface OnTheWay {
  readonly tokens: Tokens;
  readonly hops: number;
}

async function routeOf(options: ConnectionOptions, settings: SshSettings, { tokens, hops }: OnTheWay): Promise<Route> {
  const jumps = parseJumps(firstOf(settings)('proxyjump'), firstOf(settings)('proxycommand'));
  if (typeof jumps === 'string') return { kind: 'command', command: expandTokens(jumps, tokens) };
  if (jumps.length === 0 || hops >= mostHops) return { kind: 'direct' };
  const over: SshTarget[] = [];
  for (const jump of jumps) over.push(await resolveTarget(jumpOptions(options, jump, over.length > 0), hops + 1));
  return { kind: 'jump', over };
}

/** A jump host has its own settings. The key that the target's variables name is offered to it too, after its own. */
function jumpOptions(options: ConnectionOptions, jump: Jump, isReached: boolean): ConnectionOptions {
  const key = options.privateKeyFile === undefined ? [] : ['-i', options.privateKeyFile];
  // A hop that is reached over the one before needs no way of its own.
  const route = isReached ? ['-o', 'ProxyJump=none'] : [];
  return {
    ...options,
    name: `the jump host ${jump.host}`,
    address: jump.host,
    port: jump.port,
    user: jump.user,
    password: undefined,
    privateKeyFile: undefined,
    sshArguments: [...jump.arguments, ...route, ...key],
  };
}
