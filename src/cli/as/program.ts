import type { CliEnvironment } from '../environment.js';
import type { Arguments, Grammar } from './flag.js';

/** One of Ansible's programs, as `provision as NAME` stands in for it. */
export interface AnsibleProgram {
  readonly name: string;
  readonly summary: string;
  /** The grammar that a command line is in: programs with actions have one for each. Throws a usage error. */
  grammarFor(words: readonly string[]): { readonly grammar: Grammar; readonly words: readonly string[] };
  /** Does what the command line says; returns the exit code. */
  run(given: Arguments, grammar: Grammar, environment: CliEnvironment): Promise<number>;
}
