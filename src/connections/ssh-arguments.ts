import { ProvisionError } from '../base/errors.js';

/** Options of OpenSSH by their lower-case names, as `ssh -G` prints them. The first value of an option is the one that counts. */
export type SshSettings = ReadonlyMap<string, readonly string[]>;

/** What an OpenSSH command line says. */
export interface SshCommandLine {
  readonly settings: SshSettings;
  readonly configFile: string | undefined;
  readonly destination: string | undefined;
  /** Options of which only OpenSSH itself knows the meaning; they need `ssh -G`. */
  readonly words: readonly string[];
}

/** Letters that stand for a setting, with their value following. */
const letters: Readonly<Record<string, string>> = {
  J: 'proxyjump',
  i: 'identityfile',
  p: 'port',
  l: 'user',
  W: 'forwardto',
  b: 'bindaddress',
};
const flags: Readonly<Record<string, readonly [string, string]>> = {
  '4': ['addressfamily', 'inet'],
  '6': ['addressfamily', 'inet6'],
};
/** They change nothing here: compression, verbosity, terminals, agent forwarding, X11. */
const harmless = 'CqvtTnNkxXYaAfgKMsy';
/** They have a value, and change nothing here: ciphers and MACs are negotiated, nothing is shared or forwarded. */
const harmlessWithValue = 'EeImOoQSLRDBcmw';

/** Reads the options of an OpenSSH command line, in all the ways they can be written (`-p 22`, `-p22`, `-oPort=22`, `-o "Port 22"`). */
export function parseSshArguments(words: readonly string[]): SshCommandLine {
  const settings = new Map<string, string[]>();
  const add = (name: string, value: string): void => void settings.set(name, [...(settings.get(name) ?? []), value]);
  let configFile: string | undefined;
  let destination: string | undefined;
  const waiting = [...words];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    if (!word.startsWith('-') || word === '-') {
      destination ??= word;
      continue;
    }
    let rest = word.slice(1);
    while (rest !== '') {
      const letter = rest.charAt(0);
      rest = rest.slice(1);
      const flag = flags[letter];
      if (flag !== undefined) add(...flag);
      if (flag !== undefined || harmless.includes(letter)) continue;
      const value = rest === '' ? waiting.shift() : rest;
      rest = '';
      if (value === undefined) throw misuse(word, 'needs a value');
      const name = letters[letter];
      if (letter === 'F') configFile = value;
      else if (letter === 'o') add(...splitOption(value));
      else if (name !== undefined) add(name, value);
      else if (!harmlessWithValue.includes(letter)) throw misuse(word, 'is not an option of ssh');
    }
  }
  return { settings, configFile, destination, words };
}

function splitOption(text: string): [string, string] {
  const match = /^\s*(\w+)(?:\s*=\s*|\s+)(.*)$/s.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) throw misuse(`-o ${text}`, 'is not NAME=VALUE');
  return [match[1].toLowerCase(), match[2].replace(/^"(.*)"$/s, '$1').trim()];
}

function misuse(word: string, reason: string): ProvisionError {
  return new ProvisionError('E0402', `the SSH argument "${word}" ${reason}`, {
    hint: 'see ansible_ssh_common_args, ansible_ssh_extra_args and ssh_args in ansible.cfg',
  });
}
