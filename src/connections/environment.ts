import { userInfo } from 'node:os';

/** The controller's environment, as connections read it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Without the names that have no value, as child processes want it. */
export function definedOnly(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The home folder of the user who runs us. */
export function homeOf(environment: Environment): string {
  return environment['HOME'] ?? userInfo().homedir;
}

/** The name of the user who runs us. */
export function userOf(): string {
  return userInfo().username;
}
