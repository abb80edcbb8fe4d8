import type { ChalkInstance } from 'chalk';
import type { Reporter } from '../events/bus.js';
import type { HostResult, RunEvent, TaskReference } from '../events/event.js';
import { errorLines } from './error-text.js';
import type { ReadSource } from './exact-place.js';
import { HandlerDebts, debtLines } from './handler-debts.js';
import { LiveScreen } from './live/live-screen.js';
import type { UsualDuration } from './live/live-text.js';
import { placeText, type Look } from './look.js';
import { countText, recapLines } from './recap-text.js';
import type { Screen } from './screen.js';
import { paint, printable } from './style.js';
import { taskLines, titleOf } from './task-lines.js';
import { tripText, tripVerbosity } from './trip-text.js';

export interface HumanOptions {
  readonly screen: Screen;
  readonly readSource: ReadSource;
  /** `-v` and on: tasks that changed nothing are lines too, with results from `-vv`. */
  readonly verbosity: number;
  readonly check: boolean;
  /** The working directory: files below it are named from there. */
  readonly directory?: string | undefined;
  /** How long tasks took in earlier runs. */
  readonly usual?: UsualDuration | undefined;
}

/** The output for people: changed and failed tasks are lines, tasks that were fine are counted, a live line shows what runs. */
export function humanReporter(options: HumanOptions): Reporter {
  const report = new HumanReport(options);
  return { report: (event) => report.on(event), close: () => report.close() };
}

/** A task that has not ended on all its hosts. */
interface RunningTask {
  readonly task: TaskReference;
  readonly startedAt: number;
  readonly hosts: readonly string[];
  readonly results: HostResult[];
  readonly items: HostResult[];
}

class HumanReport {
  readonly #options: HumanOptions;
  readonly #style: ChalkInstance;
  readonly #live: LiveScreen;
  /** Several at a time under the strategy `free`. */
  readonly #running = new Map<number, RunningTask>();
  readonly #debts = new HandlerDebts();
  readonly #deprecated = new Set<string>();
  #fine = 0;
  #rescued: string[] = [];

  constructor(options: HumanOptions) {
    this.#options = options;
    this.#style = paint(options.screen.hasColour);
    this.#live = new LiveScreen(options.screen, this.#style, options.usual ?? (() => undefined));
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case 'run start':
        return this.#runStart(event);
      case 'play start':
        return this.#heading(event.name, countText(event.hosts.length, 'host'));
      case 'play empty':
        return this.#heading(event.name, event.reason);
      case 'task start':
        return this.#taskStart(event.task, event.hosts);
      case 'item end':
        return void this.#running.get(event.task.id)?.items.push(event.result);
      case 'host end':
        return this.#hostEnd(event.task, event.result);
      case 'task end':
        return this.#taskEnd(event.task);
      case 'retry':
        return this.#live.note(event.task, event.host, `attempt ${event.attempt + 1}, ${event.left} left`);
      case 'job':
        return event.state === 'runs' ? this.#live.note(event.task, event.host, `job ${event.job} runs`) : undefined;
      case 'transfer':
        return this.#live.transfer(event.task, event.host, event);
      case 'output':
        return this.#live.note(event.task, event.host, event.text);
      case 'rescued':
        return void this.#rescued.push(event.host);
      case 'included':
        return this.#options.verbosity > 0
          ? this.#say([`  ${this.#style.cyan('»')} ${printable(event.file)}`])
          : undefined;
      case 'message':
        return this.#say([printable(event.text)]);
      case 'warning':
        return this.#warn(event);
      case 'deprecation':
        return this.#deprecate(event);
      case 'error':
        return this.#say(errorLines(event.error, this.#look()));
      case 'stopped':
        return this.#stopped(event.reason);
      case 'run end':
        return this.#end(event);
      case 'detail':
        return this.#detail(event);
      case 'trip end':
        return this.#trip(event);
      case 'handlers owed':
        return this.#owed(event);
      case 'notified':
      case 'handler done':
        return this.#debts.report(event);
      case 'host start':
        return this.#live.hostStarted(event.task, event.host);
      case 'trip start':
        return;
      default:
        return event satisfies never;
    }
  }

  #owed({ host, handlers, since }: Extract<RunEvent, { type: 'handlers owed' }>): void {
    for (const handler of handlers) this.#debts.add(host, handler);
    const names = handlers.map(({ name }) => printable(name)).join(', ');
    const mark = this.#style.yellow('↻');
    this.#say([`  ${mark} ${names}  ${printable(host)}  ${this.#style.dim(`owed since ${since}, runs first`)}`]);
  }

  /** How hosts are reached; what else happens inside a run is not for this screen. */
  #detail({ level, text }: Extract<RunEvent, { type: 'detail' }>): void {
    if (level !== 'debug' && level >= 3 && this.#options.verbosity >= level) this.#say([`  ${text}`]);
  }

  #trip(event: Extract<RunEvent, { type: 'trip end' }>): void {
    const text = this.#options.verbosity >= tripVerbosity ? tripText(event) : undefined;
    if (text !== undefined) this.#say([`  ${text}`]);
  }

  close(): void {
    this.#live.close();
  }

  #look(): Look {
    const { screen, readSource, verbosity, directory } = this.#options;
    return {
      style: this.#style,
      readSource,
      verbosity,
      directory,
      width: screen.isTerminal ? screen.columns() : undefined,
    };
  }

  #runStart({ playbooks, check }: Extract<RunEvent, { type: 'run start' }>): void {
    const mode = check ? this.#style.yellow(' · check: nothing is changed') : '';
    this.#say([`${this.#style.bold(printable(playbooks.join(' ')))}${mode}`]);
  }

  #heading(name: string, detail: string): void {
    this.#say(['', `${this.#style.bold(printable(name))} ${this.#style.dim(`· ${detail}`)}`]);
  }

  #warn({ message, at }: Extract<RunEvent, { type: 'warning' }>): void {
    const place = at ? this.#style.dim(` (${placeText(at, this.#look())})`) : '';
    this.#say([`${this.#style.yellow('warning:')} ${printable(message)}${place}`]);
  }

  /** Old content is full of what goes away: each kind of it is one line. */
  #deprecate({ message, collection, version, at }: Extract<RunEvent, { type: 'deprecation' }>): void {
    if (this.#deprecated.has(message)) return;
    this.#deprecated.add(message);
    const place = at ? this.#style.dim(` (${placeText(at, this.#look())})`) : '';
    const title = this.#style.yellow(`goes away with ${collection ?? 'ansible-core'} ${version}:`);
    this.#say([`${title} ${printable(message)}${place}`]);
  }

  #taskStart(task: TaskReference, hosts: readonly string[]): void {
    this.#running.set(task.id, { task, startedAt: this.#options.screen.now(), hosts, results: [], items: [] });
    this.#live.start(task, hosts);
  }

  /** What an include brings in may fail after the include itself has ended. */
  #hostEnd(task: TaskReference, result: HostResult): void {
    const running = this.#running.get(task.id);
    if (!running)
      return this.#finish({ task, startedAt: this.#options.screen.now(), hosts: [], results: [result], items: [] });
    running.results.push(result);
    this.#live.hostEnded(task, result.host);
  }

  #taskEnd(task: TaskReference): void {
    const running = this.#running.get(task.id);
    this.#running.delete(task.id);
    this.#live.end(task);
    if (running) this.#finish(running);
  }

  #finish(running: RunningTask): void {
    const results = inOrder(running);
    const lines = taskLines(
      { ...running, results, elapsed: this.#options.screen.now() - running.startedAt },
      this.#look(),
    );
    if (lines.length > 0) this.#say(lines);
    else if (results.some(({ status }) => status !== 'skipped')) this.#fine++;
  }

  /** Tells what was under way when the run was stopped. */
  #stopped(reason: string): void {
    const under = [...this.#running.values()].map(({ task }) => `during ${titleOf(task)}`);
    this.#running.clear();
    this.#live.stop();
    this.#say([this.#style.red(`stopped: ${[printable(reason), ...under].join(' ')}`)]);
  }

  #end({ counts, duration }: Extract<RunEvent, { type: 'run end' }>): void {
    this.#live.stop();
    const recap = recapLines({ counts, duration, check: this.#options.check }, this.#look());
    this.#say(['', ...recap, ...debtLines(this.#debts, this.#style)]);
  }

  /** Prints lines, after what was only counted so far. */
  #say(lines: readonly string[]): void {
    const before = [
      ...(this.#fine > 0 ? [`  ${this.#style.green('✓')} ${this.#fine} ok`] : []),
      ...(this.#rescued.length > 0
        ? [`  ${this.#style.yellow('↺')} rescued  ${this.#style.dim(printable(this.#rescued.join(' ')))}`]
        : []),
    ];
    this.#fine = 0;
    this.#rescued = [];
    this.#live.printAbove([...before, ...lines].map((line) => `${line}\n`).join(''));
  }
}

/** The hosts end in any order; they are told of in the play's. */
function inOrder({ results, hosts }: RunningTask): readonly HostResult[] {
  const places = new Map(hosts.map((host, index) => [host, index]));
  return [...results].sort((a, b) => (places.get(a.host) ?? 0) - (places.get(b.host) ?? 0));
}
