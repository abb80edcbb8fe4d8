import type { Reporter } from '../../events/bus.js';
import type { ErrorNote, RunEvent } from '../../events/event.js';
import { dumpJson } from '../../values/python-json/dump.js';
import { fromJson, type Json } from '../../values/json.js';
import { Console } from './console.js';
import { tripText, tripVerbosity } from '../trip-text.js';
import { errorText } from './error-block.js';
import { deprecationText, warningText } from './notice-text.js';
import type { AnsibleOptions } from './options.js';
import { recapLines } from './recap.js';
import { pythonJson } from './result-text.js';
import { TaskOutput } from './task-output.js';

/** The output of Ansible's default callback: what scripts around ansible-playbook read. */
export function ansibleReporter(options: AnsibleOptions): Reporter {
  const report = new AnsibleReport(options);
  return { report: (event) => report.on(event) };
}

type Event<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

class AnsibleReport {
  readonly #options: AnsibleOptions;
  readonly #console: Console;
  readonly #tasks: TaskOutput;
  #isDryRun = false;
  #isBroken = false;

  constructor(options: AnsibleOptions) {
    this.#options = options;
    this.#console = new Console(options);
    this.#tasks = new TaskOutput(options, this.#console);
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case 'run start':
        return this.#runStart(event);
      case 'play start':
        return this.#playStart(event);
      case 'play empty':
        return this.#playEmpty(event);
      case 'task start':
        return this.#tasks.start(event.task);
      case 'host start':
        return this.#tasks.hostStart(event.task, event.host);
      case 'item end':
        return this.#tasks.itemEnd(event.task, event.result);
      case 'host end':
        return this.#tasks.hostEnd(event.task, event.result);
      case 'retry':
        return this.#tasks.retry(event);
      case 'job':
        return this.#job(event);
      case 'included':
        return this.#tasks.included(event);
      case 'message':
        return this.#console.line(event.text);
      case 'detail':
        return this.#detail(event);
      case 'warning':
        return this.#console.warn(warningText(event, this.#options.readSource));
      case 'deprecation':
        return this.#console.deprecate(deprecationText(event, this.#options.readSource));
      case 'error':
        return this.#broken(event.error);
      case 'stopped':
        return this.#stopped(event);
      case 'run end':
        return this.#runEnd(event);
      case 'trip end':
        return this.#trip(event);
      case 'notified':
      case 'handler done':
      case 'handlers owed':
      case 'trip start':
      case 'transfer':
      case 'output':
      case 'rescued':
      case 'task end':
        return;
      default:
        return event satisfies never;
    }
  }

  #runStart({ check, playbooks, plays, collection }: Event<'run start'>): void {
    this.#console.configuration();
    if (collection !== undefined && this.#options.verbosity > 0)
      this.#console.detail(`running playbook inside collection ${collection}`);
    this.#isDryRun = check && this.#options.display.checkModeMarkers;
    const [playbook] = playbooks;
    if (this.#options.verbosity > 1 && playbook !== undefined) {
      this.#console.banner(`PLAYBOOK: ${baseName(playbook)}`);
      this.#console.line(`${plays} plays in ${playbook}`);
    }
    if (this.#isDryRun) this.#console.banner('DRY RUN');
  }

  #playStart({ name, check, strategy }: Event<'play start'>): void {
    this.#tasks.strategy = strategy;
    const title = name.trim();
    const mark = check && this.#options.display.checkModeMarkers ? ' [CHECK MODE]' : '';
    this.#console.banner(title === '' ? `PLAY${mark}` : `PLAY [${title}]${mark}`);
  }

  #playEmpty(event: Event<'play empty'>): void {
    this.#console.banner(`PLAY [${event.name.trim()}]`);
    this.#console.line('skipping: no hosts matched', 'skip');
  }

  #detail({ level, text }: Event<'detail'>): void {
    const { verbosity, display } = this.#options;
    if (level === 'debug' ? display.isDebugging : verbosity >= level) this.#console.detail(text);
  }

  #trip(event: Event<'trip end'>): void {
    const text = this.#options.verbosity >= tripVerbosity ? tripText(event) : undefined;
    if (text !== undefined) this.#console.line(text, 'verbose');
  }

  /** Ansible says so twice, when the share is passed and when nobody is left; where handlers are forced, not at all. */
  #stopped({ cause, isForced }: Event<'stopped'>): void {
    if (cause !== 'max_fail_percentage' || isForced === true) return;
    for (let time = 0; time < 2; time++) this.#console.banner('NO MORE HOSTS LEFT');
  }

  #job({ host, job, state }: Event<'job'>): void {
    const word = state === 'runs' ? 'POLL' : state === 'ok' ? 'OK' : 'FAILED';
    const standing = state === 'runs' ? ' started=True finished=False' : '';
    this.#console.line(`ASYNC ${word} on ${host}: jid=${job}${standing}`, 'debug');
  }

  /** What ends the run ends it without a recap. */
  #broken(error: ErrorNote): void {
    this.#isBroken = true;
    this.#console.errorLine(errorText(error, this.#options.readSource), 'error');
  }

  #runEnd({ counts, stats = [] }: Event<'run end'>): void {
    if (this.#isBroken) return;
    this.#console.banner('PLAY RECAP');
    for (const line of recapLines(counts, this.#options.palette)) this.#console.line(line);
    this.#console.line('');
    if (this.#options.display.customStats && stats.length > 0) this.#customStats(stats);
    if (this.#isDryRun) this.#console.banner('DRY RUN');
  }

  #customStats(stats: NonNullable<Event<'run end'>['stats']>): void {
    this.#console.banner('CUSTOM STATS: ');
    const hosts = stats.filter(({ host }) => host !== undefined);
    for (const { host = '', data } of hosts) this.#console.line(`\t${host}: ${statText(data)}`);
    const whole = stats.find(({ host }) => host === undefined);
    if (whole) this.#console.line(`\n\tRUN: ${statText(whole.data)}`);
    this.#console.line('');
  }
}

/** On one line, though with the spaces of the lines it would be on. */
function statText(data: Json): string {
  return dumpJson(fromJson(data), { ...pythonJson, indent: ' ' }).replaceAll('\n', '');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
