import { ask, fail, type Conversation } from '../../module-kit/index.js';
import { program } from '../../questions/program.js';

/** Ends the task when the target lacks a program; says which package has it. Answers with the program's path. */
export function* needProgram(name: string, packages: string): Conversation<string> {
  const { path } = yield* ask({ path: program(name) });
  return path ?? fail(`Failed to find required executable "${name}" on the target: install ${packages}`);
}
