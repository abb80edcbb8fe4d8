import { randomBytes } from 'node:crypto';
import { ProvisionError } from '../base/errors.js';
import { sh } from '../shell/script.js';
import type { Channel, OpenChannel } from './channel.js';
import type { BecomeMethod, BecomeOptions } from './connection.js';
import { ConnectionLost } from './connection-lost.js';
import { Shell } from './shell.js';

/** Where shells come from: a way to start commands, and what is known about the host. */
export interface ShellSource {
  /** The inventory name, for messages. */
  readonly host: string;
  /** Who logs in. */
  readonly user: string;
  readonly open: OpenChannel;
  readonly shell: string;
  readonly becomeMethods: ReadonlyMap<string, BecomeMethod>;
  /** Seconds within which the password must be asked for, or the other user reached. */
  readonly becomeTimeout: number;
}

/** Starts the login user's shell. */
export async function startLoginShell({ host, open, shell }: ShellSource): Promise<Shell> {
  const channel = await open(sh`exec ${shell}`.toString());
  return startShell(
    channel,
    (said) =>
      new ProvisionError('E0606', `${shell} does not start on ${host}: ${said || 'it ended without a word'}`, {
        hint: 'the login shell must be able to run it; see ansible_shell_executable',
      }),
  );
}

/** Starts a shell as another user: types the password when asked for it, and explains a refusal. */
export async function startBecomeShell(source: ShellSource, become: BecomeOptions): Promise<Shell> {
  const method = getMethod(source, become);
  if (method.needsTerminal && become.password !== undefined) throw passwordNeedsTerminal(method.name, source.host);
  const marker = randomBytes(16).toString('hex');
  const command = method.command(become, source.shell, marker).toString();
  const channel = await source.open(command);
  const refused = (said: string): ProvisionError => refusal(source, become, said);
  if (become.password !== undefined)
    await answerPrompt(channel, {
      isPrompt: promptRule(method, become),
      password: become.password.reveal(),
      marker,
      refused,
      late: () => noPrompt(source, become),
      seconds: source.becomeTimeout,
    });
  return startShell(channel, refused);
}

function getMethod({ becomeMethods }: ShellSource, { method }: BecomeOptions): BecomeMethod {
  const found = becomeMethods.get(method);
  if (found !== undefined) return found;
  throw new ProvisionError('E0605', `the become method "${method}" is not supported`, {
    hint: `use one of ${[...becomeMethods.keys()].join(', ')}`,
  });
}

/** A shell that ends before its first answer is explained by what it printed. */
async function startShell(channel: Channel, explain: (said: string) => ProvisionError): Promise<Shell> {
  const said: Buffer[] = [];
  const listen = (chunk: Buffer): void => void said.push(chunk);
  channel.stderr.on('data', listen);
  channel.stdout.on('data', listen);
  try {
    return await Shell.start(channel);
  } catch (error) {
    if (!(error instanceof ConnectionLost) || error.ran !== 'no') throw error;
    throw explain(Buffer.concat(said).toString('utf8').trim());
  } finally {
    channel.stderr.off('data', listen);
    channel.stdout.off('data', listen);
  }
}

interface Dialogue {
  isPrompt(text: string): boolean;
  readonly password: string;
  readonly marker: string;
  readonly refused: (said: string) => ProvisionError;
  readonly late: () => ProvisionError;
  readonly seconds: number;
}

/** The user's own words for the question end it with a colon, as Ansible wants them to. */
function promptRule({ isPrompt }: BecomeMethod, { prompts = [] }: BecomeOptions): (text: string) => boolean {
  if (prompts.length === 0) return isPrompt;
  const endings = prompts.map((prompt) => prompt.toLowerCase());
  return (text) => {
    const asked = /^(.*?) ?[:：]\s*$/su.exec(text)?.[1]?.toLowerCase();
    return asked !== undefined && endings.some((ending) => asked.endsWith(ending));
  };
}

/** Reads until the other user's shell has printed the marker; types the password at the first prompt. A second prompt means it was wrong. */
function answerPrompt(channel: Channel, dialogue: Dialogue): Promise<void> {
  const { password, marker, refused, late, seconds } = dialogue;
  return new Promise((resolve, reject) => {
    let said = '';
    let unanswered = '';
    let hasTyped = false;
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      channel.stdout.off('data', listen);
      channel.stderr.off('data', listen);
      act();
    };
    const timer = setTimeout(() => settle(() => (channel.destroy(), reject(late()))), seconds * 1000);
    const listen = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      unanswered += chunk.toString('utf8');
      if (said.includes(marker)) return settle(resolve);
      if (!dialogue.isPrompt(unanswered)) return;
      unanswered = '';
      if (hasTyped) return settle(() => (channel.destroy(), reject(refused(said))));
      hasTyped = true;
      channel.stdin.write(`${password}\n`);
    };
    channel.stdout.on('data', listen);
    channel.stderr.on('data', listen);
    void channel.ended.then(() => settle(() => reject(refused(said))));
  });
}

function passwordNeedsTerminal(method: string, host: string): ProvisionError {
  return new ProvisionError(
    'E0605',
    `${method} on ${host} reads its password from a terminal only, which is not supported`,
    {
      hint: `allow the login user without a password (doas.conf: permit nopass), or use become_method: sudo or su`,
    },
  );
}

/** Nothing that looks like a question came: Ansible counts such a host as not reached. */
function noPrompt({ host, becomeTimeout }: ShellSource, { method, user }: BecomeOptions): ProvisionError {
  return new ProvisionError(
    'E0601',
    `Timeout (${becomeTimeout}s) waiting for privilege escalation prompt: ${method} on ${host} neither asked for a password nor became ${user}. Timed out waiting for become success or become password prompt.`,
    { hint: `the question may be in another language: see ansible_${method}_prompt_l10n` },
  );
}

function refusal(source: ShellSource, become: BecomeOptions, said: string): ProvisionError {
  const { method, user, password } = become;
  const reason = getMethod(source, become).findRefusal(said) ?? (said || 'it gave no reason');
  return new ProvisionError('E0605', `${method} cannot become ${user} on ${source.host}: ${reason}`, {
    hint: hintFor(method, reason, password !== undefined),
  });
}

function hintFor(method: string, reason: string, hasPassword: boolean): string {
  if (/not found|no such file/i.test(reason)) return `install ${method} on the host, or choose another become_method`;
  if (/terminal|tty/.test(reason))
    return `allow ${method} without a terminal on the host (sudoers: Defaults !requiretty)`;
  if (!/password/.test(reason)) return `the rules of ${method} on the host must allow a shell as that user`;
  return hasPassword
    ? 'check ansible_become_password, or type it again with -K'
    : 'give the password with -K or ansible_become_password';
}
