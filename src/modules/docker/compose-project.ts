import { arg, ask, fail, type Conversation, type ValuesOf } from '../../module-kit/index.js';
import { stat } from '../../questions/stat.js';
import { attach, type Script, type ShellValue } from '../../shell/script.js';
import { toJson, type Json } from '../../values/json.js';
import { askClient, client, clientArguments, clientRules, jsonLines, runClient, type ClientOutput } from './client.js';
import { changesOf, problemOf, readEvents, type ComposeEvent } from './compose-events.js';

/** The arguments that say which project of Compose is meant. */
export const projectArguments = {
  ...clientArguments,
  project_src: arg.path({ doc: 'The directory of the project on the target.' }),
  project_name: arg.string({ doc: 'Its name; that of its directory otherwise.' }),
  files: arg.list(arg.path({ doc: 'A file.' }))({ doc: 'Its compose files, from project_src; later ones override.' }),
  definition: arg.dict({ doc: 'What would stand in its compose file.' }),
  env_files: arg.list(arg.path({ doc: 'A file.' }))({ doc: 'Files with variables, in place of .env.' }),
  profiles: arg.list(arg.string({ doc: 'A profile.' }))({ doc: 'The profiles to enable.' }),
  check_files_existing: arg.boolean({ default: true, doc: 'Whether the compose file is looked for first.' }),
} as const;

export const projectRules = {
  mutuallyExclusive: [...clientRules.mutuallyExclusive, ['definition', 'project_src'], ['definition', 'files']],
  requiredOneOf: [['definition', 'project_src']],
  requiredBy: { definition: ['project_name'] },
} as const;

export type ProjectArguments = ValuesOf<typeof projectArguments>;

/** A project that is there, and the Compose that works on it. */
export interface Project {
  readonly args: ProjectArguments;
  readonly version: readonly [major: number, minor: number];
}

const defaultFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** Looks for the Compose of the target and the files of the project. What is missing ends the task. */
export function* openProject(args: ProjectArguments): Conversation<Project> {
  const found = yield* askClient(client(args, ['compose', 'version', '--short']));
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(found.stdout.trim()) ?? [];
  if (found.rc !== 0 || major === undefined)
    fail(
      `Docker CLI ${args.docker_cli ?? 'docker'} does not have the compose plugin installed: install it (docker-compose-plugin, docker-compose-v2 or docker-cli-compose)`,
    );
  const version = [Number(major), Number(minor)] as const;
  if (!isFrom({ args, version }, 2, 18))
    fail(`Docker Compose ${found.stdout.trim()} is too old: version 2.18.0 or newer is needed`);
  yield* checkFiles(args);
  return { args, version };
}

export function isFrom({ version: [major, minor] }: Project, wanted: number, least: number): boolean {
  return major > wanted || (major === wanted && minor >= least);
}

function* checkFiles({
  project_src: directory,
  files = [],
  check_files_existing,
}: ProjectArguments): Conversation<void> {
  if (directory === undefined) return;
  const names = files.length > 0 ? files : defaultFiles;
  const paths = names.map((name) => within(directory, name));
  const asked = Object.fromEntries([directory, ...paths].map((path) => [path, stat(path)]));
  const found = yield* ask(asked);
  const isThere = (path: string): boolean => found[path]?.exists === true;
  if (!isThere(directory)) fail(`"${directory}" is not a directory`);
  const missing = paths.filter((path) => !isThere(path));
  const [first] = missing;
  if (files.length > 0 && first !== undefined) fail(`Cannot find Compose file "${first}"`);
  if (check_files_existing && missing.length === paths.length)
    fail(`"${directory}" does not contain ${defaultFiles.slice(0, -1).join(', ')}, or ${defaultFiles.at(-1) ?? ''}`);
}

/** Compose with the words that name the project, and those of the command. */
export function compose(project: Project, words: readonly ShellValue[], isDry = false): Script {
  const { project_src, project_name, files = [], definition, env_files = [], profiles = [] } = project.args;
  // JSON is YAML too.
  const content = definition && attach(JSON.stringify(toJson(new Map(definition))));
  return client(project.args, [
    ...['compose', '--ansi', 'never', '--progress', isFrom(project, 2, 29) ? 'json' : 'plain'],
    ...(isDry ? ['--dry-run'] : []),
    ...(project_src === undefined ? [] : ['--project-directory', project_src]),
    ...(project_name === undefined ? [] : ['--project-name', project_name]),
    ...files.flatMap((file) => ['--file', within(project_src, file)]),
    ...(content ? ['--file', content] : []),
    ...env_files.flatMap((file) => ['--env-file', within(project_src, file)]),
    ...profiles.flatMap((profile) => ['--profile', profile]),
    ...words,
  ]);
}

function within(directory: string | undefined, path: string): string {
  return directory === undefined || path.startsWith('/') ? path : `${directory}/${path}`;
}

/** What a command of Compose did, or in check mode what it would do. */
export interface ComposeRun {
  readonly events: readonly ComposeEvent[];
  readonly output: ClientOutput;
}

/** Runs a command that changes the project. In check mode Compose itself is asked what it would do. */
export function* runCompose(project: Project, words: readonly ShellValue[]): Conversation<ComposeRun> {
  const what = `docker compose ${String(words[0])}`;
  const done = yield* runClient({ what, run: compose(project, words), counts: false });
  const output = done ?? (yield* askClient(compose(project, words, true)));
  const events = readEvents(output.stderr);
  if (output.rc !== 0) fail(problemOf(events, output), { ...output, actions: changesOf(events) });
  return { events, output };
}

/** What a project has, as result keys. */
export interface ProjectContent {
  readonly containers: readonly JsonObject[];
  readonly images: readonly JsonObject[];
}

type JsonObject = Readonly<Record<string, Json>>;

/** The containers and images of a project, by its Compose. */
export function* describeProject(project: Project): Conversation<ProjectContent> {
  const containers = yield* askClient(compose(project, ['ps', '--format', 'json', '--all', '--no-trunc']));
  const images = yield* askClient(compose(project, ['images', '--format', 'json']));
  return {
    containers: listed(containers).map(container),
    images: listed(images),
  };
}

/** Old versions print one list, new ones an object a line. */
function listed({ rc, stdout, stderr }: ClientOutput): JsonObject[] {
  if (rc !== 0) fail(stderr.trim());
  return jsonLines(stdout).flat() as JsonObject[];
}

function container(found: JsonObject): JsonObject {
  const pairs = words(found['Labels']).map((label) => {
    const [name = '', ...value] = label.split('=');
    return [name, value.join('=')];
  });
  return {
    ...found,
    Labels: Object.fromEntries(pairs),
    Names: words(found['Names'] ?? found['Name']),
    Networks: words(found['Networks']),
    Publishers: found['Publishers'] ?? [],
  };
}

function words(list: unknown): string[] {
  return typeof list === 'string' && list !== '' ? list.split(',') : [];
}
