import { ProvisionError } from '../../base/errors.js';
import { exitCodes } from '../../engine/exit-codes.js';
import type { CliEnvironment } from '../environment.js';
import { ansibleEnvironment } from './ansible-environment.js';
import { helpText } from './help.js';
import { parseArguments } from './parse-arguments.js';
import type { AnsibleProgram } from './program.js';
import { ansiblePrograms, otherPrograms } from './programs.js';
import { reportAnsibleError } from './report-ansible-error.js';
import { UsageError } from './usage-error.js';
import { usageText } from './usage.js';
import { versionText } from './version-text.js';

/** Stands in for one of Ansible's programs; returns its exit code. */
export async function runAnsibleProgram(
  name: string,
  words: readonly string[],
  environment: CliEnvironment,
): Promise<number> {
  const program = ansiblePrograms.get(name);
  if (!program) throw unknownProgram(name);
  const own = ansibleEnvironment(environment);
  try {
    return await run(program, words, own);
  } catch (thrown) {
    return reportAnsibleError(thrown, own);
  }
}

async function run(program: AnsibleProgram, words: readonly string[], environment: CliEnvironment): Promise<number> {
  let usage = `usage: ${program.name} [-h] [--version] ...\n`;
  let grammarName = program.name;
  try {
    const { grammar, words: rest } = program.grammarFor(words);
    usage = usageText(grammar);
    grammarName = grammar.program;
    const given = parseArguments(rest, grammar);
    if (given.has('help')) return print(helpText(program, grammar), environment);
    if (given.has('version')) return print(versionText(program.name, environment), environment);
    return await program.run(given, grammar, environment);
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown;
    environment.note(`${usage}${grammarName}: error: ${thrown.message}`);
    return exitCodes.failed;
  }
}

function print(text: string, environment: CliEnvironment): number {
  environment.writeOutput(text);
  return exitCodes.success;
}

function unknownProgram(name: string): ProvisionError {
  const instead = otherPrograms.get(name);
  return new ProvisionError('E0001', `provision does not stand in for "${name}"`, {
    hint: instead ?? `it does for ${[...ansiblePrograms.keys()].join(', ')}`,
  });
}
