import { arg, ask, change, fail, type Change, type Conversation, type ValuesOf } from '../../module-kit/index.js';
import { outputKeys, type OutputKeys } from '../../module-kit/output.js';
import { probe } from '../../questions/question.js';
import { sh, type Script, type ShellValue } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import type { Json } from '../../values/json.js';
import { engineArguments } from './engine.js';

const { api_version, tls, validate_certs, tls_hostname, ca_path, client_cert, client_key } = engineArguments;

/** The arguments of modules that work through the client of the target, as compose and stack do. */
export const clientArguments = {
  docker_host: arg.string({
    aliases: ['docker_url'],
    doc: 'The address of the engine, as the target sees it: unix://PATH or tcp://HOST:PORT.',
  }),
  cli_context: arg.string({ doc: 'The context of the client to use.' }),
  docker_cli: arg.path({ doc: 'The docker program; it is looked for on the path otherwise.' }),
  api_version,
  tls,
  validate_certs,
  tls_hostname,
  ca_path,
  client_cert,
  client_key,
} as const;

export const clientRules = { mutuallyExclusive: [['docker_host', 'cli_context']] } as const;

export type ClientArguments = ValuesOf<typeof clientArguments>;

/** How a run of the client ended. */
export interface ClientOutput extends OutputKeys {
  readonly rc: number;
}

/** The client with the words that say which engine it speaks to, and the words of the command. */
export function client(args: ClientArguments, words: readonly ShellValue[]): Script {
  const { docker_cli = 'docker', docker_host = 'unix:///var/run/docker.sock', cli_context } = args;
  const place = cli_context === undefined ? ['--host', docker_host] : ['--context', cli_context];
  const secure = args.validate_certs ? ['--tlsverify'] : args.tls ? ['--tls'] : [];
  const { ca_path, client_cert, client_key } = args;
  const files = Object.entries({ '--tlscacert': ca_path, '--tlscert': client_cert, '--tlskey': client_key });
  const certificates = files.flatMap(([option, path]) => (path === undefined ? [] : [option, path]));
  const version = args.api_version === 'auto' ? sh`` : sh`DOCKER_API_VERSION=${args.api_version}`;
  return sh`${version} ${docker_cli} ${[...place, ...secure, ...certificates]} ${words}`;
}

/** Asks the client something. The answer is never remembered: services and containers change by themselves. */
export function* askClient(script: Script): Conversation<ClientOutput> {
  const { output } = yield* ask({ output: probe(script, outputOf, { isVolatile: true }) });
  return output;
}

/** Runs a script of the client; `undefined` in check mode. How it ended is for the caller to judge. */
export function* runClient(step: Omit<Change, 'mayFail'>): Conversation<ClientOutput | undefined> {
  const outcome = yield* change({ speaks: true, ...step, mayFail: true });
  return outcome && outputOf(outcome);
}

function outputOf(outcome: Outcome): ClientOutput {
  if (outcome.status === 127)
    fail('the target has no docker client: install it (docker-ce-cli, docker.io or docker-cli)');
  return { rc: outcome.status, ...outputKeys(outcome, false) };
}

/** What the client prints with `--format={{json .}}`, an object a line. */
export function jsonLines(stdout: string): Json[] {
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Json);
}
