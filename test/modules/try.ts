/**
 * Runs one module on a real host: `tsx test/modules/try.ts [-C] [-D] [-u USER] HOST MODULE '{"name": "x"}'`.
 * For trials while a module is written; a playbook run has the engine around it.
 */
import { execa } from 'execa';
import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { drive, type Line } from '../../src/engine/drive.js';
import { Machine } from '../../src/engine/machine.js';
import {
  TaskFailure,
  type Action,
  type Controller,
  type Conversation,
  type Module,
  type Target,
} from '../../src/module-kit/index.js';
import { modules } from '../../src/modules/index.js';
import { Attachment, Script, type Inflow } from '../../src/shell/script.js';
import type { RunOptions, Session } from '../../src/transport/connection.js';
import { fromJson } from '../../src/values/json.js';
import type { Value } from '../../src/values/value.js';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', short: 'C' },
    diff: { type: 'boolean', short: 'D' },
    user: { type: 'string', short: 'u', default: 'root' },
  },
});
const [host = '', moduleName = '', json = '{}'] = positionals;

const sshOptions = [
  ['-i', `${homedir()}/.cache/provision-lab/client.pem`, '-o', 'IdentitiesOnly=yes', '-o', 'StrictHostKeyChecking=no'],
  ['-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR', '-o', 'ControlMaster=auto'],
  ['-o', 'ControlPath=/tmp/provision-try-%C', '-o', 'ControlPersist=60'],
].flat();

/** The script with its attachments written to files first. */
function textOf(script: Script, options: RunOptions | undefined): string {
  const files: string[] = [];
  const body = script.parts.map((part) => (typeof part === 'string' ? part : attached(part, files))).join('');
  const exports = Object.entries(options?.environment ?? {}).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  );
  return [
    'umask 077; __files=$(mktemp -d); umask 022',
    ...files,
    ...exports,
    `( ${body}\n) </dev/null; s=$?; rm -rf "$__files"; exit $s`,
  ].join('\n');
}

function attached(part: Attachment | Inflow, files: string[]): string {
  if (!(part instanceof Attachment && part.content instanceof Uint8Array))
    throw new Error('the trial runner sends only bytes');
  const name = `"$__files/${files.length}"`;
  files.push(`base64 -d > ${name} <<'END'\n${Buffer.from(part.content).toString('base64')}\nEND`);
  return name;
}

async function ssh(input: string): Promise<{ status: number; stdout: Buffer; stderr: Buffer }> {
  const ran = await execa('ssh', [...sshOptions, `${flags.user}@${host}`, 'sh -s'], {
    input,
    reject: false,
    encoding: 'buffer',
    stripFinalNewline: false,
  });
  return { status: ran.exitCode ?? 255, stdout: Buffer.from(ran.stdout), stderr: Buffer.from(ran.stderr) };
}

const [user = '', uid = '0', home = ''] = (await ssh('id -un; id -u; echo ~')).stdout.toString().split('\n');
let trips = 0;
const session: Session = {
  about: { user, uid: Number(uid), home, tools: new Set() },
  run(script, options) {
    trips += 1;
    return ssh(textOf(script, options));
  },
  runTogether(first, others, options) {
    const ended = session.run(first, options);
    return { first: ended, others: others.map((script) => ended.then(() => session.run(script, options))) };
  },
  read() {
    return Promise.reject(new Error('the trial runner does not download'));
  },
};
const line: Line = {
  check: flags.check ?? false,
  session: () => Promise.resolve(session),
  exchange: () => Promise.reject(new Error('the trial runner makes no requests')),
  reach: () => Promise.reject(new Error('the trial runner reaches nothing')),
  leave: () => Promise.resolve(),
  reconnect: () => Promise.resolve(),
  runOptions: {},
  answers: new Machine().answersOf(''),
  onChange: (change) =>
    process.stderr.write(
      `* ${change.what} ${change.before ?? ''} -> ${change.after ?? ''} ${change.diff ? JSON.stringify(change.diff) : ''}\n`,
    ),
};
const target: Target = { host, user, uid: Number(uid), home, tools: new Set(), diff: flags.diff ?? false };

/** Arguments as JSON gives them, with defaults: the real checks are the engine's. */
function valuesOf(definition: Module | Action, given: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(definition.args).map(([name, argument]): [string, unknown] => {
    const key = [name, ...argument.aliases].find((known) => known in given);
    const fallback = argument.default === undefined ? undefined : argument.default;
    return [name, key === undefined ? fallback : given[key]];
  });
  return Object.fromEntries(entries);
}

function start(name: string, given: Record<string, unknown>): Conversation<unknown> {
  const definition = modules.get(name.includes('.') ? name : `ansible.builtin.${name}`);
  if (!definition) throw new Error(`no module ${name}`);
  // The values have been shaped by the definition above.
  const args = valuesOf(definition, given) as never;
  return definition.kind === 'module' ? definition.run(args, target) : definition.run(args, controller(given));
}

function controller(given: Record<string, unknown>): Controller {
  const refuse = (): never => {
    throw new Error('the trial runner has no controller side');
  };
  return {
    target,
    get reach() {
      return refuse();
    },
    at: undefined,
    check: flags.check ?? false,
    isJob: false,
    noLog: false,
    verbosity: 0,
    directory: process.cwd(),
    others: new Map(Object.entries(given).map(([key, value]): [string, Value] => [key, fromJson(value)])),
    render: (value) => value,
    renderText: (source) => source,
    evaluate: refuse,
    test: refuse,
    findVariable: () => undefined,
    findTargetVariable: () => undefined,
    findWritten: () => undefined,
    isPassedOn: () => false,
    trustPassedOn: () => undefined,
    getFile: (_kind, name) => name,
    findFile: (_kind, name) => name,
    readFile: refuse,
    title: 'a task',
    say: () => undefined,
    findModule: (name) => {
      const found = modules.get(name);
      return found?.kind === 'module' ? found : undefined;
    },
    runModule: (name, args) =>
      start(name, Object.fromEntries([...args].map(([key, value]) => [String(key), value]))) as never,
    runHere: refuse,
    runTogether: refuse,
    factsModules: ['smart'],
    addSecret: () => undefined,
    argumentAt: () => undefined,
    warn: () => undefined,
  };
}

try {
  const result = await drive(start(moduleName, JSON.parse(json) as Record<string, unknown>), line);
  process.stdout.write(`${JSON.stringify(result)}\n`);
} catch (thrown) {
  if (!(thrown instanceof TaskFailure)) throw thrown;
  process.stdout.write(`FAILED ${JSON.stringify({ msg: thrown.message, ...thrown.result })}\n`);
}
process.stderr.write(`${trips} trips\n`);
