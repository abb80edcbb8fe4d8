import { arg, ask, change, fail, type Conversation } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { joinScripts, rawShell, sh, type Script } from '../../shell/script.js';
import type { Json } from '../../values/json.js';

/** The node that is worked on. */
export const nodeArgument = {
  node: arg.string({ default: 'rabbit', doc: 'The Erlang node.' }),
} as const;

/** The arguments for the HTTP API, which is not used. */
export const apiArguments = {
  login_user: arg.string({ doc: 'Only for the HTTP API, which is not used: rabbitmqctl runs on the target.' }),
  login_password: arg.string({ secret: true, doc: 'As login_user.' }),
  login_host: arg.string({ doc: 'As login_user.' }),
  login_port: arg.string({ default: '15672', doc: 'As login_user.' }),
  login_protocol: arg.oneOf('http', 'https')({ default: 'http', doc: 'As login_user.' }),
} as const;

/** Refuses what could only be done over the HTTP API. */
export function refuseApi({ login_host }: { readonly login_host: string | undefined }): void {
  if (login_host !== undefined) fail('login_host is not supported: run the task on the host of the broker');
}

/** A command of rabbitmqctl. */
export function control(node: string, words: readonly string[]): Script {
  return sh`rabbitmqctl -q -n ${node} ${words}`;
}

const mark = '==provision==';

/** Rows of lists that rabbitmqctl tells, in the order of the commands, in one trip. A list that fails ends the task. */
export function* lists(
  node: string,
  commands: readonly (readonly string[])[],
): Conversation<readonly (readonly Readonly<Record<string, Json>>[])[]> {
  const script = joinScripts(
    commands.map(
      (words) => sh`${control(node, [...words, '--formatter', 'json'])} || exit; echo; echo ${rawShell(mark)}`,
    ),
  );
  const { outcome } = yield* ask({ outcome: probe(script, (outcome) => outcome) });
  if (outcome.status !== 0) failControl(outcome.status, outcome.stderr);
  const texts = outcome.stdout.toString().split(`${mark}\n`);
  return commands.map((_, index) => rowsOf(texts[index] ?? ''));
}

/** The JSON may have lines of the program around it. */
function rowsOf(text: string): readonly Readonly<Record<string, Json>>[] {
  const start = text.indexOf('[');
  const end = text.lastIndexOf(']');
  if (start < 0) return [];
  return JSON.parse(text.slice(start, end + 1)) as readonly Readonly<Record<string, Json>>[];
}

/** Runs commands one after the other. */
export function* run(what: string, name: string, scripts: readonly Script[]): Conversation<void> {
  if (scripts.length === 0) return;
  const outcome = yield* change({ what, after: name, run: joinScripts(scripts, ' || exit\n'), mayFail: true });
  if (outcome && outcome.status !== 0) failControl(outcome.status, outcome.stderr);
}

function failControl(status: number, stderr: Buffer): never {
  if (status === 127) return fail('the target has no rabbitmqctl: install the package rabbitmq-server');
  return fail(stderr.toString().trim() || `rabbitmqctl ended with status ${status}`, { changed: false, rc: status });
}
