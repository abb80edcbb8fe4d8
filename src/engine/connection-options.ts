import { ProvisionError } from '../base/errors.js';
import { Secret } from '../base/secret.js';
import type { AskAboutHostKey, BecomeMethod, BecomeOptions, ConnectionOptions } from '../transport/connection.js';
import type { Templar } from '../template/templar.js';
import type { PlaybookNode } from '../playbook/nodes.js';
import { nearestKeyword } from './keyword-value.js';
import { Float, isList, type Value } from '../values/value.js';
import { isTruthy, splitArguments } from './coerce.js';

/** What the command line and the configuration say about connections; variables override it. */
export interface ConnectionDefaults {
  readonly plugin: string;
  readonly user: string | undefined;
  readonly port: number | undefined;
  readonly privateKeyFile: string | undefined;
  readonly password: Secret | undefined;
  readonly hostKeyChecking: ConnectionOptions['hostKeyChecking'];
  /** Seconds. */
  readonly connectTimeout: number;
  /** Options of ssh, each text replaced by the variable of its name. */
  readonly sshArgs: string | undefined;
  readonly sshCommonArgs: string | undefined;
  readonly sshExtraArgs: string | undefined;
  readonly shell: string;
  readonly become: boolean;
  readonly becomeMethod: string;
  /** The user that the command line names. */
  readonly askedBecomeUser?: string | undefined;
  readonly becomeUser: string;
  readonly becomePassword: Secret | undefined;
  readonly becomeExecutable: string | undefined;
  readonly becomeFlags: string | undefined;
  /** What is set for single methods, by their names. */
  readonly becomeDefaults?: ReadonlyMap<string, BecomeDefaults> | undefined;
  readonly becomeMethods: ReadonlyMap<string, BecomeMethod>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onUnknownKeys: AskAboutHostKey | undefined;
}

/** What the configuration says of one become method. */
export interface BecomeDefaults {
  readonly executable: string | undefined;
  readonly flags: string | undefined;
  readonly user: string | undefined;
  readonly password: Secret | undefined;
  readonly directory?: string | undefined;
  readonly prompts?: readonly string[] | undefined;
}

/** How to reach the host of a task: variables first, then keywords, then the command line and the configuration. */
export function connectionOptions(
  host: string,
  node: PlaybookNode,
  templar: Templar,
  defaults: ConnectionDefaults,
): ConnectionOptions {
  const variable = variableReader(templar);
  const keyword = keywordReader(node, templar);
  const plugin = variable('ansible_connection') ?? keyword('connection') ?? defaults.plugin;
  // Of two names of one thing, the one that speaks of SSH wins.
  const port = variable('ansible_ssh_port', 'ansible_port') ?? keyword('port');
  const checking = variable('ansible_ssh_host_key_checking', 'ansible_host_key_checking');
  const timeout = unusual(variable, String(defaults.connectTimeout), 'ansible_ssh_timeout', 'ansible_timeout');
  const sshTexts = [
    variable('ansible_ssh_args') ?? defaults.sshArgs,
    variable('ansible_ssh_common_args') ?? defaults.sshCommonArgs,
    variable('ansible_ssh_extra_args') ?? defaults.sshExtraArgs,
  ];
  return {
    name: host,
    plugin,
    address: unusual(variable, host, 'ansible_ssh_host', 'ansible_host') ?? host,
    port: port === undefined ? defaults.port : Number(port),
    user:
      unusual(variable, defaults.user, 'ansible_ssh_user', 'ansible_user') ?? keyword('remote_user') ?? defaults.user,
    password: secret(variable('ansible_ssh_password', 'ansible_ssh_pass', 'ansible_password')) ?? defaults.password,
    privateKeyFile: variable('ansible_ssh_private_key_file', 'ansible_private_key_file') ?? defaults.privateKeyFile,
    privateKeyPassphrase: secret(variable('ansible_ssh_private_key_passphrase', 'ansible_private_key_passphrase')),
    sshArguments: sshTexts.flatMap((text) => splitArguments(text ?? '')),
    hostKeyChecking: checking === undefined ? defaults.hostKeyChecking : isTruthy(checking) ? 'yes' : 'no',
    connectTimeout: timeout === undefined ? defaults.connectTimeout : Number(timeout),
    shell: variable('ansible_shell_executable') ?? defaults.shell,
    directory: plugin === 'local' ? variable('playbook_dir') : undefined,
    environment: defaults.environment,
    becomeMethods: defaults.becomeMethods,
    onUnknownKeys: defaults.onUnknownKeys,
  };
}

/** Which user the task's scripts run as, when it is not the one that logs in. */
export function becomeOptions(
  node: PlaybookNode,
  templar: Templar,
  defaults: ConnectionDefaults,
): BecomeOptions | undefined {
  const variable = variableReader(templar);
  const keyword = keywordReader(node, templar);
  const wanted = variable('ansible_become') ?? keyword('become');
  if (wanted === undefined ? !defaults.become : !isTruthy(wanted)) return undefined;
  const method = variable('ansible_become_method') ?? keyword('become_method') ?? defaults.becomeMethod;
  const short = method.replace(/^(?:ansible\.builtin|community\.general)\./, '');
  if (!defaults.becomeMethods.has(short)) throw unknownMethod(method, node, defaults);
  const own = defaults.becomeDefaults?.get(short);
  const user = keyword('become_user') ?? defaults.askedBecomeUser ?? own?.user ?? defaults.becomeUser;
  // What is said of one method wins over what is said of all.
  const password = variable(
    `ansible_${short}_pass`,
    `ansible_${short}_password`,
    'ansible_become_pass',
    'ansible_become_password',
  );
  return {
    method: short,
    // An empty name is the method's own choice.
    user: (variable(`ansible_${short}_user`, 'ansible_become_user') ?? user) || 'root',
    directory: variable(`ansible_${short}_chdir`) ?? own?.directory,
    prompts: promptsOf(templar.find(`ansible_${short}_prompt_l10n`)) ?? own?.prompts,
    password: secret(password) ?? defaults.becomePassword ?? own?.password,
    executable:
      variable(`ansible_${short}_exe`, 'ansible_become_exe') ??
      keyword('become_exe') ??
      own?.executable ??
      defaults.becomeExecutable,
    flags:
      variable(`ansible_${short}_flags`, 'ansible_become_flags') ??
      keyword('become_flags') ??
      own?.flags ??
      defaults.becomeFlags,
  };
}

/** Told before a connection is opened. The words are Ansible's: content may look for them in a rescued failure. */
function unknownMethod(method: string, { at }: PlaybookNode, { becomeMethods }: ConnectionDefaults): ProvisionError {
  const message = `Invalid become method specified, could not find matching plugin: '${method}'. Use \`ansible-doc -t become -l\` to list available plugins.`;
  return new ProvisionError('E0402', message, { at, hint: `provision has ${[...becomeMethods.keys()].join(', ')}` });
}

/** A list of words, also written as one text with commas. */
function promptsOf(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const words = isList(value) ? value.map(textOf) : textOf(value).split(',');
  return words.map((word) => word.trim()).filter((word) => word !== '');
}

type Reader = (...names: string[]) => string | undefined;

function variableReader(templar: Templar): Reader {
  return (...names) => {
    for (const name of names) {
      const value = templar.find(name);
      if (value !== undefined && value !== null) return textOf(value);
    }
    return undefined;
  };
}

/** Of two names the one that was set: what nobody set is a variable too, under both, and says only the usual. */
function unusual(variable: Reader, usual: string | undefined, ...names: string[]): string | undefined {
  return names.map((name) => variable(name)).find((value) => value !== undefined && value !== usual);
}

function keywordReader(node: PlaybookNode, templar: Templar): Reader {
  return (name = '') => {
    const value = nearestKeyword(node, name, templar) ?? null;
    return value === null ? undefined : textOf(value);
  };
}

function textOf(value: Value): string {
  return value instanceof Float ? String(value.value) : String(value);
}

function secret(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text);
}
