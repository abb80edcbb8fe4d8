import { arg, change, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { joinScripts, sh } from '../shell/script.js';
import { splitWords } from '../shell/split-words.js';
import { dockerCli } from './docker/cli.js';
import { dataOf, Engine, engineArguments, textAt, valueAt } from './docker/engine.js';
import { readFrames } from './docker/exec-output.js';
import { notInCheckMode } from './docker/check-mode.js';

const args = {
  ...engineArguments,
  container: arg.string({ required: true, doc: 'The container, by name or id.' }),
  argv: arg.list(arg.string({ doc: 'A word.' }))({ doc: 'The program and its arguments.' }),
  command: arg.string({ doc: 'The same as one text, in words as a shell splits it.' }),
  chdir: arg.string({ doc: 'The directory in the container.' }),
  detach: arg.boolean({ default: false, doc: 'Do not wait for its end.' }),
  env: arg.dict({ doc: 'Variables of its environment.' }),
  stdin: arg.string({ doc: 'What it reads from its input.' }),
  stdin_add_newline: arg.boolean({ default: true, doc: 'Whether a line end follows the input.' }),
  strip_empty_ends: arg.boolean({ default: true, doc: 'Drop line ends at the end of its output.' }),
  tty: arg.boolean({ default: false, doc: 'Give it a terminal.' }),
  user: arg.string({ doc: 'The user in the container.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dockerContainerExec = defineModule({
  name: 'community.docker.docker_container_exec',
  summary: 'Run a program in a Docker container.',
  args,
  rules: { requiredOneOf: [['argv', 'command']], mutuallyExclusive: [['argv', 'command']] },
  examples: ['community.docker.docker_container_exec: { container: web, command: nginx -s reload }'],
  *run(given): Conversation<Result> {
    const words = given.argv ?? splitWords(given.command ?? '') ?? fail('No closing quotation');
    if (given.detach && given.stdin !== undefined) fail('If detach=true, stdin cannot be provided.');
    return given.stdin === undefined
      ? yield* runByEngine(given, words)
      : yield* runWithInput(given, words, given.stdin);
  },
});

function* runByEngine(given: Args, words: readonly string[]): Conversation<Result> {
  const engine = new Engine(given);
  const { container, detach, tty } = given;
  const what = `run ${words.join(' ')} in ${container}`;
  const body = {
    Cmd: words,
    Tty: tty,
    AttachStdout: !detach,
    AttachStderr: !detach,
    Env: variablesOf(given).map(([name, value]) => `${name}=${value}`),
    ...(given.user === undefined ? {} : { User: given.user }),
    ...(given.chdir === undefined ? {} : { WorkingDir: given.chdir }),
  };
  const path = `/containers/${encodeURIComponent(container)}/exec`;
  const created = yield* engine.change({ what, counts: false }, { method: 'POST', path, body }, [404, 409]);
  if (!created) return notInCheckMode('docker_container_exec');
  if (created.status === 404) fail(`Could not find container "${container}"`);
  if (created.status === 409)
    fail(`The container "${container}" has been paused (${textAt(dataOf(created), 'message') ?? ''})`);
  const id = textAt(dataOf(created), 'Id') ?? fail('the engine named no execution');
  const start = { method: 'POST', path: `/exec/${id}/start`, body: { Detach: detach, Tty: tty }, timeout: unlimited };
  const response = yield* engine.change({ what: `start ${words[0] ?? ''}`, counts: false }, start);
  if (detach) return { changed: true, exec_id: id };
  const output = readFrames(response?.body ?? Buffer.alloc(0), tty);
  const ended = yield* engine.find(`/exec/${id}/json`);
  return finished(Number(valueAt(ended ?? {}, 'ExitCode') ?? 0), output, given);
}

/** A program may run as long as it likes; seconds. */
const unlimited = 86_400;

/** The engine takes input only over a connection of its own kind: the client of the target speaks it. */
function* runWithInput(given: Args, words: readonly string[], stdin: string): Conversation<Result> {
  const { container, user, chdir, tty } = given;
  const variables = variablesOf(given);
  const flags = [
    ...(tty ? ['--tty'] : []),
    ...(user === undefined ? [] : ['--user', user]),
    ...(chdir === undefined ? [] : ['--workdir', chdir]),
    ...variables.flatMap(([name]) => ['--env', name]),
  ];
  const input = given.stdin_add_newline ? `${stdin}\n` : stdin;
  const run = joinScripts([
    ...variables.map(([name, value]) => sh`export ${`${name}=${value}`}`),
    sh`printf %s ${input} | ${dockerCli(given)} exec --interactive ${flags} -- ${container} ${words}`,
  ]);
  const outcome = yield* change({
    what: `run ${words.join(' ')} in ${container}`,
    run: sh`( ${run} )`,
    mayFail: true,
    counts: false,
  });
  if (!outcome) return notInCheckMode('docker_container_exec');
  if (/No such container/.test(outcome.stderr.toString())) fail(`Could not find container "${container}"`);
  return finished(outcome.status, outcome, given);
}

function variablesOf({ env = new Map() }: Args): (readonly [string, string])[] {
  return [...env].map(([name, value]) => {
    if (typeof value !== 'string')
      fail(
        `Non-string value found for env option. Ambiguous env options must be wrapped in quotes to avoid them being interpreted. Key: ${String(name)}`,
      );
    return [String(name), String(value)];
  });
}

function finished(rc: number, output: Parameters<typeof outputKeys>[0], { strip_empty_ends }: Args): Result {
  return { changed: true, ...(rc === 0 ? {} : { failed: true }), rc, ...outputKeys(output, strip_empty_ends) };
}
