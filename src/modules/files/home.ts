import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';

/** A path of the controller with `~` or `~user` at its beginning written out; of an unknown user it stays. */
export function expandHome(path: string): string {
  const [whole, name] = /^~([^/]*)/.exec(path) ?? [];
  if (whole === undefined) return path;
  const home = name === '' ? homedir() : homeOf(name ?? '');
  return home === undefined ? path : home + path.slice(whole.length);
}

function homeOf(user: string): string | undefined {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  return accounts.map((line) => line.split(':')).find(([name]) => name === user)?.[5];
}
