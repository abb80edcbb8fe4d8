import { ContentErrors, ProvisionError, wholeMessage } from '../../base/errors.js';
import type { Position } from '../../base/position.js';
import { readPlays } from '../../engine/load-plays.js';
import type { Run } from '../../engine/run.js';
import { tasksWithin } from '../../engine/start/tasks-within.js';
import type { Reporter } from '../../events/bus.js';
import { tasksOf, type Play, type Task } from '../../playbook/nodes.js';
import type { Finding, Topic } from './finding.js';

/** The content that was looked at, and what is wrong with it. */
export interface ContentReport {
  readonly plays: readonly PlayContent[];
  readonly findings: readonly Finding[];
}

/** A play with all of its tasks, those of its includes too. */
export interface PlayContent {
  readonly play: Play;
  readonly tasks: readonly Task[];
}

/** Looks at playbooks as a run would before it connects: what is wrong, and what goes by Python. */
export function checkPlaybooks(paths: readonly string[], run: Run): ContentReport {
  const { plays, problems } = readPlays(paths, run);
  const included: ProvisionError[] = [];
  const contents = plays.map((play) => ({ play, tasks: allTasks(play, run, included) }));
  const findings = [...problems, ...included].map((problem) => findingOf(problem));
  return { plays: contents, findings: distinct([...findings, ...pythonFindings(contents, run)]) };
}

function allTasks(play: Play, run: Run, problems: ProvisionError[]): Task[] {
  const tasks = [...tasksWithin(play, run, (thrown) => problems.push(...contentProblems(thrown)))];
  return [...tasks.flatMap((found) => ('task' in found ? [found.task] : [])), ...tasksOf(play.handlers)];
}

/** Of an include what is wrong with it whatever the host says; a name that needs a host is none. */
function contentProblems(thrown: ContentErrors | ProvisionError): ProvisionError[] {
  const errors = thrown instanceof ContentErrors ? thrown.errors : [thrown];
  return errors.filter(({ code }) => !code.startsWith('E03') || /^E030[2456]$/.test(code));
}

/** An error as a finding. */
export function findingOf(error: ProvisionError, more: Partial<Finding> = {}): Finding {
  const { code, at, hint } = error;
  return { severity: 'error', topic: topicOf(code), message: wholeMessage(error), code, at, hint, ...more };
}

function topicOf(code: string): Topic {
  if (code === 'E0603' || code === 'E0604') return 'host key';
  if (code === 'E0605') return 'become';
  if (code.startsWith('E06')) return 'connection';
  if (code.startsWith('E07')) return 'vault';
  return code.startsWith('E02') ? 'inventory' : 'content';
}

/** The modules that are none of provision's own, once each. */
function pythonFindings(contents: readonly PlayContent[], run: Run): Finding[] {
  const places = new Map<string, { readonly how: string; readonly places: Position[] }>();
  for (const { tasks } of contents)
    for (const task of tasks) {
      const foreign = foreignOf(task, run);
      if (!foreign) continue;
      const known = places.get(task.module.name) ?? { how: foreign, places: [] };
      places.set(task.module.name, known);
      if (task.actionAt) known.places.push(task.actionAt);
    }
  return [...places].map(
    ([
      name,
      {
        how,
        places: [at, ...others],
      },
    ]) => ({
      severity: 'note',
      topic: 'python',
      message: `${name} is no module of provision: ${how}${others.length > 0 ? ` (and ${others.length} more tasks)` : ''}`,
      at,
    }),
  );
}

function foreignOf({ module }: Task, run: Run): string | undefined {
  const definition = run.findModule(module.name);
  const foreign = definition?.kind === 'action' ? definition.foreign : undefined;
  return foreign && `${foreign.path} is run ${foreign.isPython ? "by the host's Python" : 'as a program of its own'}`;
}

/** Whether a task needs a Python on the host. */
export function needsPython({ module }: Task, run: Run): boolean {
  const definition = run.findModule(module.name);
  return definition?.kind === 'action' && definition.foreign?.isPython === true;
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify([one.code, one.message, one.at]), one])).values()];
}

/** Makes findings of what reading content warns of. */
export class WarningCollector implements Reporter {
  readonly findings: Finding[] = [];

  report(event: Parameters<Reporter['report']>[0]): void {
    switch (event.type) {
      case 'warning':
      case 'deprecation':
        this.findings.push({
          severity: 'warning',
          topic: 'content',
          message: event.message,
          at: event.at,
          hint: event.help,
        });
        break;
      case 'message':
        this.findings.push({ severity: 'note', topic: 'python', message: event.text });
    }
  }
}
