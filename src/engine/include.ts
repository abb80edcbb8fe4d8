import { ProvisionError, ContentErrors, locate } from '../base/errors.js';
import type { HostResult } from '../events/event.js';
import { shortName } from '../playbook/action.js';
import { includedName, loadTaskFile, roleEntries } from '../playbook/imports.js';
import { loadRole, roleBlock } from '../playbook/roles.js';
import type { Block, Task, TaskNode, Written } from '../playbook/nodes.js';
import { parseTasks } from '../playbook/parse-tasks.js';
import type { TaskSource } from '../playbook/task-source.js';
import { isDict, type Dict, type Value } from '../values/value.js';
import { errorNote, failedOutcome } from './outcome.js';
import { evaluateLoop, loopVariables } from './loop.js';
import type { RunHost } from './run-host.js';
import type { PlayRun, RunFiles } from './run.js';
import { settle } from '../template/settle.js';
import { findFalseCondition } from './task-context.js';
import { taskReference } from './task-reference.js';
import { taskTemplar } from './task-scope.js';
import { toJson, type Json } from '../values/json.js';

/** Runs tasks and blocks on hosts; handed along because includes bring in tasks that are run in turn. */
export type RunNodes = (nodes: readonly TaskNode[], hosts: readonly RunHost[], playRun: PlayRun) => Promise<ReadonlySet<RunHost>>;

/** One file or role to be brought in, for the hosts that asked for the same with the same variables. */
interface Inclusion {
  readonly args: Dict;
  readonly variables: ReadonlyMap<string, Value>;
  readonly hosts: RunHost[];
}

type Load = (inclusion: Inclusion, source: TaskSource, task: Task) => TaskNode[];

export async function includeTasks(task: Task, live: readonly RunHost[], playRun: PlayRun, runNodes: RunNodes): Promise<ReadonlySet<RunHost>> {
  return include(task, live, { playRun, runNodes, load: (inclusion, source) => loadTaskFile(nameOf(inclusion, task, ['file']), source, task) });
}

export async function includeRole(task: Task, live: readonly RunHost[], playRun: PlayRun, runNodes: RunNodes): Promise<ReadonlySet<RunHost>> {
  const load: Load = (inclusion, source) => {
    const asked: Task = { ...task, args: inclusion.args };
    const role = loadRole(nameOf(inclusion, task, ['name', 'role']), source, { entries: roleEntries(asked, source), at: task.at });
    if (!role) return [];
    playRun.handlers.add(role.handlers);
    if (role.isPublic) playRun.variables.roles.push(role);
    const tasksFrom = inclusion.args.get('tasks_from');
    return [roleBlock(role, source, tasksFrom === undefined || tasksFrom === null ? 'main' : String(tasksFrom))];
  };
  return include(task, live, { playRun, runNodes, load });
}

interface Including {
  readonly playRun: PlayRun;
  readonly runNodes: RunNodes;
  readonly load: Load;
}

async function include(task: Task, live: readonly RunHost[], including: Including): Promise<ReadonlySet<RunHost>> {
  const { playRun, runNodes } = including;
  const { run } = playRun;
  const reference = taskReference(task, taskTemplar(playRun, task, live[0] as RunHost), run.settings.check);
  run.events.emit({ type: 'task start', task: reference, hosts: live.map((host) => host.name) });
  const failed = new Set<RunHost>();
  const inclusions: Inclusion[] = [];
  for (const host of live) {
    try {
      if (!(await collect(task, host, playRun, inclusions))) tell(host, { status: 'skipped', result: { changed: false, skipped: true } });
    } catch (thrown) {
      fail(thrown, host);
    }
  }
  run.events.emit({ type: 'task end', task: reference });
  for (const inclusion of inclusions) {
    const hosts = inclusion.hosts.filter((host) => !failed.has(host));
    const nodes = bringIn(inclusion);
    if (nodes) for (const host of await runNodes(nodes, hosts, playRun)) failed.add(host);
  }
  return failed;

  function bringIn(inclusion: Inclusion): readonly TaskNode[] | undefined {
    try {
      return [loadBlock(inclusion, task, including)];
    } catch (thrown) {
      for (const host of inclusion.hosts) fail(thrown, host);
      return undefined;
    }
  }

  function fail(thrown: unknown, host: RunHost): void {
    const error = thrown instanceof ContentErrors ? (thrown.errors[0] ?? thrown) : thrown;
    const outcome = failedOutcome(locate(error, task.at), { changes: [], diffs: [] });
    host.failure = { task, result: outcome.result };
    host.count('failed', false);
    failed.add(host);
    tell(host, { status: 'failed', result: toJson(outcome.result) as Record<string, Json>, error: errorNote(locate(error, task.at)) });
  }

  function tell(host: RunHost, told: Pick<HostResult, 'status' | 'result' | 'error'>): void {
    run.events.emit({ type: 'host end', task: reference, result: { host: host.name, ignored: false, changes: [], diffs: [], duration: 0, ...told } });
  }
}

/** Adds what a host asks for to the inclusions: hosts that ask for the same are served together. Returns whether it asks for anything. */
async function collect(task: Task, host: RunHost, playRun: PlayRun, inclusions: Inclusion[]): Promise<boolean> {
  const remembered = new Map<string, Value>();
  const loop = await settle(remembered, () => evaluateLoop(task, taskTemplar(playRun, task, host, { remembered })));
  const rounds = loop ? loop.items.map((_item, index) => loopVariables(loop, index)) : [new Map<string, Value>()];
  let included = 0;
  for (const variables of rounds) {
    const templar = taskTemplar(playRun, task, host, { variables, remembered });
    if ((await settle(remembered, () => findFalseCondition(task, templar))) !== undefined) continue;
    included++;
    host.count('ok', false);
    const args = await settle(remembered, () => renderArgs(task, (value) => templar.render(value)));
    const wanted = JSON.stringify([toJson(args), toJson(new Map(variables))]);
    const same = inclusions.find((other) => JSON.stringify([toJson(other.args), toJson(new Map(other.variables))]) === wanted && !other.hosts.includes(host));
    if (same) same.hosts.push(host);
    else inclusions.push({ args, variables, hosts: [host] });
  }
  if (included === 0) host.count('skipped', false);
  return included > 0;
}

function renderArgs(task: Task, render: (value: Value) => Value): Dict {
  const args: Dict = new Map();
  for (const [key, value] of task.args) args.set(key, key === 'apply' ? value : render(value));
  return args;
}

/** The block in which what an include brings in runs: with the keywords of `apply` and the include's variables. */
function loadBlock(inclusion: Inclusion, task: Task, { playRun, load }: Including): Block {
  const problems: ProvisionError[] = [];
  const reader: RunFiles = { ...playRun.run.files, problem: (error) => problems.push(error) };
  const own = task.keywords.get('vars')?.value;
  const variables = new Map<string, Value>([...(isDict(own) ? [...own].map(([key, value]) => [String(key), value] as const) : []), ...inclusion.variables]);
  const block: Block = { kind: 'block', at: task.at, keywords: appliedKeywords(task), parent: task.parent, role: task.role, parameters: variables, block: [], rescue: [], always: [] };
  const source: TaskSource = {
    reader,
    parent: block,
    role: task.role,
    file: task.file,
    directory: playRun.play.directory,
    isHandler: task.isHandler,
    variables,
    parseTasks,
    onRole: () => undefined,
    importing: [],
  };
  const nodes = load(inclusion, source, task);
  if (problems.length > 0) throw new ContentErrors(problems);
  playRun.run.events.emit({ type: 'included', file: toText(includedName(inclusion.args, ['file', 'name', 'role'])), hosts: inclusion.hosts.map((host) => host.name) });
  return Object.assign(block, { block: nodes });
}

/** An include hands down the keywords of `apply`; its own are for itself. */
function appliedKeywords(task: Task): ReadonlyMap<string, Written> {
  const apply = task.args.get('apply');
  const keywords = new Map<string, Written>();
  if (isDict(apply)) for (const [key, value] of apply) keywords.set(String(key), { value, at: task.at });
  return keywords;
}

function nameOf(inclusion: Inclusion, task: Task, keys: readonly string[]): string {
  const name = includedName(inclusion.args, keys);
  if (name === undefined || name === null) throw new ProvisionError('E0402', `${shortName(task.action)} names no file or role`, { at: task.actionAt });
  return toText(name);
}

function toText(value: Value | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}
