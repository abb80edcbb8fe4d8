import type { HostResult, RunEvent, TaskReference } from '../../events/event.js';
import type { Tone } from './colours.js';
import type { Console } from './console.js';
import { diffText } from './diff.js';
import { errorText } from './error-block.js';
import type { AnsibleOptions } from './options.js';
import { debugResult, resultText } from './result-text.js';

type Event<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

/** What is printed of tasks: their banner, and a line a result. */
export class TaskOutput {
  /** The strategy of the play: where hosts do not wait for each other, a banner stands before the first result. */
  strategy = 'linear';
  readonly #options: AnsibleOptions;
  readonly #console: Console;
  #lastBanner: number | undefined;
  /** Hosts, by task, whose loop items were told of. */
  readonly #looped = new Set<string>();

  constructor(options: AnsibleOptions, console: Console) {
    this.#options = options;
    this.#console = console;
  }

  start(task: TaskReference): void {
    const { skippedHosts, okHosts } = this.#options.display;
    if (skippedHosts && okHosts && !this.#isFree()) this.#banner(task);
  }

  hostStart(task: TaskReference, host: string): void {
    if (!this.#options.display.perHostStart) return;
    this.#showBanner(task);
    this.#console.line(` [started ${task.handler ? 'HANDLER' : 'TASK'}: ${task.title} on ${host}]`);
  }

  itemEnd(task: TaskReference, result: HostResult): void {
    this.#looped.add(keyOf(task, result));
    const item = ` (item=${result.item ?? ''})`;
    switch (result.status) {
      case 'ok':
      case 'changed':
        return this.#good(task, result, ` =>${item}`);
      case 'skipped':
        return this.#skipped(task, result, ` =>${item} `);
      case 'failed':
        return this.#bad(task, result, { word: 'failed', after: `${item} => ` });
      case 'unreachable':
        return this.#bad(task, result, { word: 'fatal', after: ': UNREACHABLE! => ' });
      default:
        return result.status satisfies never;
    }
  }

  hostEnd(task: TaskReference, result: HostResult): void {
    const isLoop = this.#looped.delete(keyOf(task, result));
    switch (result.status) {
      case 'ok':
      case 'changed':
        return isLoop ? undefined : this.#good(task, result, '');
      case 'skipped':
        return this.#skipped(task, { ...result, result: withoutItems(result.result) }, '');
      case 'failed':
        // The items have told it already; of those of `debug` Ansible shows the sum as well.
        if (!isLoop || task.action === 'debug') this.#bad(task, result, { word: 'fatal', after: ': FAILED! => ' });
        return this.#ignoring(result);
      case 'unreachable':
        this.#bad(task, result, { word: 'fatal', after: ': UNREACHABLE! => ' });
        return this.#ignoring(result);
      default:
        return result.status satisfies never;
    }
  }

  retry({ task, host, delegate, left, result = {}, display }: Event<'retry'>): void {
    this.#showBanner(task);
    const isShown = display === 'always' || this.#options.verbosity > 2;
    const details = isShown ? `Result was: ${this.#text({ action: '' }, { result, display })}` : '';
    const there = delegate === undefined ? host : `${host} -> ${delegate}`;
    this.#console.line(`FAILED - RETRYING: [${there}]: ${task.title} (${left} retries left).${details}`, 'debug');
  }

  included({ task, file, hosts, item }: Event<'included'>): void {
    this.#showBanner(task);
    const label = item === undefined ? '' : ` => (item=${item})`;
    this.#console.line(`included: ${file} for ${hosts.join(', ')}${label}`, 'included');
  }

  #good(task: TaskReference, result: HostResult, item: string): void {
    const isChange = result.status === 'changed';
    if (isChange) this.#diffs(task, result);
    if (!isChange && !this.#options.display.okHosts) return;
    this.#showBanner(task);
    const details = this.#isShown(result) ? ` => ${this.#text(task, result)}` : '';
    this.#console.line(`${result.status}: [${labelOf(result)}]${item}${details}`, isChange ? 'changed' : 'ok');
  }

  #diffs(task: TaskReference, { diffs }: HostResult): void {
    const texts = diffs.map((diff) => diffText(diff, this.#options.palette)).filter((text) => text !== '');
    if (texts.length > 0) this.#showBanner(task);
    for (const text of texts) this.#console.line(text);
  }

  #skipped(task: TaskReference, result: HostResult, item: string): void {
    if (!this.#options.display.skippedHosts) return;
    this.#showBanner(task);
    const details = this.#isShown(result) ? ` => ${this.#text(task, result)}` : '';
    this.#console.line(`skipping: [${result.host}]${item}${details}`, 'skip');
  }

  #bad(task: TaskReference, result: HostResult, { word, after }: { word: string; after: string }): void {
    const { failedToStderr, taskPathOnFailure } = this.#options.display;
    const say = (text: string, tone: Tone | undefined): void =>
      failedToStderr ? this.#console.errorLine(text, tone) : this.#console.line(text, tone);
    this.#showBanner(task);
    // What an include misses is told apart from its result.
    if ('reason' in result.result) this.#error(result, (text, tone) => this.#console.errorLine(text, tone));
    else this.#error(result, say);
    if (taskPathOnFailure && result.status === 'failed' && word === 'fatal') this.#path(task, say);
    const tone = result.status === 'failed' ? 'error' : 'unreachable';
    say(`${word}: [${labelOf(result)}]${after}${this.#text(task, result)}`, tone);
  }

  /** Of a loop the items have told what went wrong. */
  #error({ error, result }: HostResult, say: (text: string, tone: Tone | undefined) => void): void {
    if (!error || 'results' in result) return;
    const text = errorText(error, this.#options.readSource);
    if (this.#console.isNews(text)) say(text, 'error');
  }

  #ignoring({ ignored }: HostResult): void {
    if (ignored) this.#console.line('...ignoring', 'skip');
  }

  #isShown({ display }: HostResult): boolean {
    return display === 'always' || (display !== 'never' && this.#options.verbosity > 0);
  }

  #text(
    { action }: Pick<TaskReference, 'action'>,
    { result, display }: Pick<HostResult, 'result' | 'display'>,
  ): string {
    const { verbosity } = this.#options;
    const shown = action === 'debug' ? debugResult(result) : result;
    return resultText(shown, { verbosity, isWide: display === 'always', display: this.#options.display });
  }

  #isFree(): boolean {
    return /^(?:ansible\.builtin\.)?(?:free|host_pinned)$/.test(this.strategy);
  }

  #showBanner(task: TaskReference): void {
    if (this.#lastBanner !== task.node) this.#banner(task);
  }

  #banner(task: TaskReference): void {
    const mark = task.check && this.#options.display.checkModeMarkers ? ' [CHECK MODE]' : '';
    this.#console.banner(`${task.handler ? 'RUNNING HANDLER' : 'TASK'} [${task.title}]${mark}`);
    if (this.#options.verbosity > 1) this.#path(task, (text, tone) => this.#console.line(text, tone));
    this.#lastBanner = task.node;
  }

  #path({ at }: TaskReference, say: (text: string, tone: Tone | undefined) => void): void {
    if (at) say(`task path: ${at.file}:${at.line}`, 'debug');
  }
}

/** The items of a loop have been told one by one. */
function withoutItems(result: HostResult['result']): HostResult['result'] {
  return Object.fromEntries(Object.entries(result).filter(([key]) => key !== 'results'));
}

function labelOf({ host, delegate }: HostResult): string {
  return delegate === undefined ? host : `${host} -> ${delegate}`;
}

function keyOf({ id }: TaskReference, { host }: HostResult): string {
  return `${id} ${host}`;
}
