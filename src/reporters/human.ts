import type { ChalkInstance } from 'chalk';
import type { Reporter } from '../events/bus.js';
import type { HostCounts, HostResult, RunEvent, TaskReference } from '../events/event.js';
import { formatPosition } from '../base/position.js';
import { diffText } from './diff-text.js';
import { errorText, type ReadSource } from './error-text.js';
import { LiveLine } from './live-line.js';
import { debugText, failureOutput } from './result-text.js';
import type { Screen } from './screen.js';
import { durationText, paint, printable } from './style.js';

export interface HumanOptions {
  readonly screen: Screen;
  readonly readSource: ReadSource;
  /** `-v` and on: tasks that changed nothing are lines too, with results from `-vv`. */
  readonly verbosity: number;
  readonly check: boolean;
}

/** The output for people: changed and failed tasks are lines, tasks that were fine are counted, a live line shows what runs. */
export function humanReporter(options: HumanOptions): Reporter {
  const report = new HumanReport(options);
  return { report: (event) => report.on(event), close: () => report.close() };
}

class HumanReport {
  readonly #options: HumanOptions;
  readonly #style: ChalkInstance;
  readonly #live: LiveLine;
  #quiet = 0;
  #results: HostResult[] = [];
  #taskStart = 0;

  constructor(options: HumanOptions) {
    this.#options = options;
    this.#style = paint(options.screen.hasColour);
    this.#live = new LiveLine(options.screen, this.#style);
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case 'run start':
        return this.#runStart(event);
      case 'play start':
        return this.#heading(event.name, `${event.hosts.length} ${event.hosts.length === 1 ? 'host' : 'hosts'}`);
      case 'play empty':
        return this.#heading(event.name, this.#style.yellow(event.reason));
      case 'task start':
        return this.#taskStarted(event.task, event.hosts);
      case 'item end':
        return this.#item(event.result);
      case 'host end':
        this.#results.push(event.result);
        return this.#live.hostEnded(event.result.host);
      case 'task end':
        return this.#taskEnded(event.task);
      case 'retry':
        return this.#live.note(event.host, `try ${event.attempt + 1}, ${event.left} left`);
      case 'output':
        return this.#live.note(event.host, event.text);
      case 'message':
        return this.#line(printable(event.text));
      case 'warning':
        return this.#line(
          `${this.#style.yellow('warning:')} ${printable(event.message)}${event.at ? this.#style.dim(` (${formatPosition(event.at)})`) : ''}`,
        );
      case 'error':
        return this.#line(errorText(event.error, this.#style, this.#options.readSource));
      case 'stopped':
        return this.#line(this.#style.red(`stopped: ${event.reason}`));
      case 'run end':
        return this.#recap(event.counts, event.duration);
      case 'host start':
      case 'included':
      case 'rescued':
        return;
      default:
        return event satisfies never;
    }
  }

  close(): void {
    this.#live.close();
  }

  #runStart(event: Extract<RunEvent, { type: 'run start' }>): void {
    const mode = event.check ? this.#style.yellow(' · check: nothing is changed') : '';
    this.#line(`${this.#style.bold(event.playbooks.join(' '))}${mode}`);
  }

  #heading(name: string, detail: string): void {
    this.#flushQuiet();
    this.#line(`\n${this.#style.bold(printable(name))} ${this.#style.dim(`· ${detail}`)}`);
  }

  #taskStarted(task: TaskReference, hosts: readonly string[]): void {
    this.#results = [];
    this.#taskStart = this.#options.screen.now();
    this.#live.start(titleOf(task), hosts);
  }

  /** Items that changed or failed are told when their task ends; with -v at once. */
  #item(result: HostResult): void {
    if (this.#options.verbosity > 0)
      this.#line(`    ${this.#style.dim(result.status)} ${result.host} ${printable(result.item ?? '')}`);
    if (result.status === 'failed')
      this.#results.push({ ...result, host: `${result.host} (item=${result.item ?? ''})` });
  }

  #taskEnded(task: TaskReference): void {
    const elapsed = this.#options.screen.now() - this.#taskStart;
    this.#live.stop();
    const lost = this.#results.filter((result) => isLost(result) && !isLoopSummary(result, this.#results));
    const changed = this.#results.filter(({ status }) => status === 'changed');
    const ignored = this.#results.filter((result) => result.ignored);
    if (changed.length > 0) this.#taskLine(this.#style.yellow('~'), task, changed, elapsed);
    if (ignored.length > 0) this.#taskLine(this.#style.yellow('!'), task, ignored, elapsed, ' failed, ignored');
    if (lost.length > 0) this.#taskLine(this.#style.red('✗'), task, lost, elapsed);
    for (const result of this.#results) this.#details(task, result);
    for (const result of lost) this.#failure(result);
    if (changed.length + lost.length + ignored.length === 0) this.#fine(task, elapsed);
  }

  #fine(task: TaskReference, elapsed: number): void {
    const skipped = this.#results.every(({ status }) => status === 'skipped');
    if (this.#options.verbosity > 0)
      this.#taskLine(skipped ? this.#style.cyan('-') : this.#style.green('✓'), task, this.#results, elapsed);
    else if (!skipped) this.#quiet++;
  }

  #taskLine(mark: string, task: TaskReference, results: readonly HostResult[], elapsed: number, note = ''): void {
    this.#flushQuiet();
    const hosts = results
      .map(({ host, delegate }) => (delegate === undefined ? host : `${host} → ${delegate}`))
      .join(' ');
    this.#line(
      `  ${mark} ${printable(titleOf(task))}${note}  ${this.#style.dim(printable(hosts))}  ${this.#style.dim(durationText(elapsed))}`,
    );
  }

  #details(task: TaskReference, result: HostResult): void {
    const isDebug = task.action === 'debug' && result.status !== 'skipped';
    if (isDebug || this.#options.verbosity > 1) {
      this.#flushQuiet();
      const text = debugText(result.result);
      for (const line of text) this.#line(`      ${this.#style.dim(`${result.host}:`)} ${line}`);
    }
    for (const diff of result.diffs) for (const line of diffText(diff, this.#style)) this.#line(`      ${line}`);
  }

  #failure(result: HostResult): void {
    const message = result.error?.message ?? String(result.result['msg'] ?? 'the task failed');
    const { screen, readSource } = this.#options;
    this.#line(
      indent(
        errorText({ ...result.error, message: `${result.host}: ${message}` }, paint(screen.hasColour), readSource),
      ),
    );
    for (const line of failureOutput(result)) this.#line(`    ${this.#style.dim('│')} ${line}`);
  }

  #flushQuiet(): void {
    if (this.#quiet > 0) this.#line(`  ${this.#style.green('✓')} ${this.#quiet} ok`);
    this.#quiet = 0;
  }

  #recap(counts: Readonly<Record<string, HostCounts>>, duration: number): void {
    this.#flushQuiet();
    this.#line('');
    const width = Math.max(0, ...Object.keys(counts).map((name) => name.length));
    for (const [name, host] of Object.entries(counts))
      this.#line(`  ${name.padEnd(width)}  ${countsText(host, this.#style)}`);
    this.#line(this.#style.dim(`  ${durationText(duration)}`));
  }

  #line(text: string): void {
    this.#live.printAbove(`${text}\n`);
  }
}

function titleOf(task: TaskReference): string {
  const role = task.role === undefined ? '' : `${task.role} : `;
  return `${task.handler ? 'handler ' : ''}${role}${task.name}`;
}

function isLost({ status, ignored }: HostResult): boolean {
  return (status === 'failed' || status === 'unreachable') && !ignored;
}

/** The result of a whole loop says nothing that its failed items do not say. */
function isLoopSummary(result: HostResult, all: readonly HostResult[]): boolean {
  return Array.isArray(result.result['results']) && all.some(({ host }) => host.startsWith(`${result.host} (item=`));
}

function countsText(counts: HostCounts, style: ChalkInstance): string {
  const part = (name: keyof HostCounts, colour: ChalkInstance): string => {
    const text = `${name}=${counts[name]}`;
    return counts[name] > 0 ? colour(text) : style.dim(text);
  };
  return [
    part('ok', style.green),
    part('changed', style.yellow),
    part('unreachable', style.red),
    part('failed', style.red),
    part('skipped', style.cyan),
    part('rescued', style.yellow),
    part('ignored', style.yellow),
  ].join('  ');
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
