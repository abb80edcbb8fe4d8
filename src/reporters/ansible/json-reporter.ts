import { randomUUID } from 'node:crypto';
import type { Reporter } from '../../events/bus.js';
import type { HostCounts, HostResult, RunEvent, TaskReference } from '../../events/event.js';
import { dumpJson } from '../../values/python-json/dump.js';
import { fromJson, type Json } from '../../values/json.js';
import { pythonJson } from './result-text.js';

/** The output of the callback `ansible.posix.json`: the whole run as one JSON document at its end. */
export function jsonReporter(write: (text: string) => void): Reporter {
  const plays: PlayRecord[] = [];
  const tasks = new Map<number, TaskRecord>();
  return {
    report(event) {
      switch (event.type) {
        case 'play start':
          plays.push({ play: { id: randomUUID(), name: event.name, duration: startNow() }, tasks: [] });
          return;
        case 'task start':
          return begin(event.task, plays.at(-1), tasks);
        case 'host end':
          return end(event.result, event.task, tasks.get(event.task.id));
        case 'run end':
          return write(documentOf(plays, event));
        default:
          return;
      }
    },
  };
}

interface Duration {
  readonly start: string;
  end?: string;
}

interface TaskRecord {
  readonly task: { readonly id: string; readonly name: string; readonly duration: Duration };
  readonly hosts: Record<string, Json>;
}

interface PlayRecord {
  readonly play: { readonly id: string; readonly name: string; readonly duration: Duration };
  readonly tasks: TaskRecord[];
}

function startNow(): Duration {
  return { start: new Date().toISOString() };
}

function begin(task: TaskReference, play: PlayRecord | undefined, tasks: Map<number, TaskRecord>): void {
  const record = { task: { id: randomUUID(), name: task.title, duration: startNow() }, hosts: {} };
  tasks.set(task.id, record);
  play?.tasks.push(record);
}

function end({ host, result }: HostResult, { action }: TaskReference, record: TaskRecord | undefined): void {
  if (!record) return;
  record.hosts[host] = { ...result, action };
  record.task.duration.end = new Date().toISOString();
}

function documentOf(
  plays: readonly PlayRecord[],
  { counts, stats = [] }: Extract<RunEvent, { type: 'run end' }>,
): string {
  const ofHosts = stats.filter(({ host }) => host !== undefined).map(({ host = '', data }) => [host, data] as const);
  const document = {
    custom_stats: Object.fromEntries(ofHosts),
    global_custom_stats: stats.find(({ host }) => host === undefined)?.data ?? {},
    plays,
    stats: Object.fromEntries(Object.entries(counts).map(([host, of]) => [host, summary(of)])),
  };
  return `${dumpJson(fromJson(document), { ...pythonJson, ensureAscii: true, indent: '    ' })}\n`;
}

/** The counts by the callback's names. */
function summary({ failed, ...others }: HostCounts): Json {
  return { ...others, failures: failed };
}
