import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './programs.js';
import type { Progress } from './progress.js';
import { run } from './run.js';

/** What is compiled, with which Go, and where it goes. */
export interface Build {
  readonly go: string;
  readonly name: string;
  readonly program: Program;
  readonly output: string;
  readonly progress: Progress;
}

/** Compiles a program as the dependency of a throwaway module that has the requirements and sums of its own. */
export async function compile({ go, name, program, output, progress }: Build): Promise<void> {
  const started = Date.now();
  const directory = await mkdtemp(join(tmpdir(), 'provision-build-'));
  try {
    progress(`${name} ${program.version}: fetching its modules`);
    await writeModule(go, directory, program);
    const count = await countPackages(go, directory, program);
    let compiled = 0;
    const onLine = (line: string) => {
      if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line) && ++compiled % 100 === 0)
        progress(`${name} ${program.version}: ${compiled} of ${count} packages compiled`);
    };
    const args = ['build', '-v', ...flagsOf(program), '-o', output, packageOf(program)];
    await run(go, args, { cwd: directory, env: environment, onLine });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  progress(`${name} ${program.version}: built in ${Math.round((Date.now() - started) / 1000)} s`);
}

const environment = { GOWORK: 'off', CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };

async function writeModule(go: string, directory: string, { module, moduleVersion }: Program): Promise<void> {
  const options = { cwd: directory, env: environment };
  const answer: unknown = JSON.parse(
    await run(go, ['mod', 'download', '-json', `${module}@${moduleVersion}`], options),
  );
  const source = directoryIn(answer);
  // Its own requirements and replacements hold only for the main module, so they become the throwaway module's.
  const text = await readFile(join(source, 'go.mod'), 'utf8');
  await writeFile(join(directory, 'go.mod'), text.replace(/^module .*$/m, 'module build'));
  await writeFile(join(directory, 'go.sum'), await readFile(join(source, 'go.sum')));
  await run(go, ['mod', 'edit', `-require=${module}@${moduleVersion}`], options);
}

/** Resolving all imports also fetches what is not there yet. */
async function countPackages(go: string, directory: string, program: Program): Promise<number> {
  const { tags = [] } = program;
  const args = ['list', '-deps', '-tags', tags.join(), packageOf(program)];
  return (await run(go, args, { cwd: directory, env: environment })).split('\n').length;
}

function flagsOf({ tags = [], version, versionVariable }: Program): string[] {
  const link = ['-s', '-w', ...(versionVariable ? ['-X', `${versionVariable}=${version}`] : [])];
  return ['-trimpath', '-tags', tags.join(), '-ldflags', link.join(' ')];
}

function packageOf(program: Program): string {
  return [program.module, program.package].filter(Boolean).join('/');
}

function directoryIn(answer: unknown): string {
  const directory = typeof answer === 'object' && answer !== null && 'Dir' in answer ? answer.Dir : undefined;
  if (typeof directory !== 'string') throw new Error(`go mod download answered without a directory`);
  return directory;
}
