import type { Reporter } from '../../events/bus.js';
import type { HostResult, RunEvent, TaskReference } from '../../events/event.js';
import { dumpJson } from '../../values/python-json/dump.js';
import { fromJson } from '../../values/json.js';
import { toText } from '../../values/repr.js';
import type { Tone } from './colours.js';
import { Console } from './console.js';
import { diffText } from './diff.js';
import { errorText } from './error-block.js';
import { deprecationText, warningText } from './notice-text.js';
import type { AnsibleOptions } from './options.js';
import { debugResult, pythonJson, resultText, type ShownResult } from './result-text.js';

/** The output of Ansible's callbacks `minimal`, the one of single modules, and `oneline`. */
export function minimalReporter(options: AnsibleOptions, style: 'minimal' | 'oneline'): Reporter {
  const report = new MinimalReport(options, style);
  return { report: (event) => report.on(event) };
}

class MinimalReport {
  readonly #options: AnsibleOptions;
  readonly #style: 'minimal' | 'oneline';
  readonly #console: Console;

  constructor(options: AnsibleOptions, style: 'minimal' | 'oneline') {
    this.#options = options;
    this.#style = style;
    this.#console = new Console(options);
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case 'run start':
        return this.#console.configuration();
      case 'host end':
        return this.#result(event.task, event.result);
      case 'message':
        return this.#console.line(event.text);
      case 'warning':
        return this.#console.warn(warningText(event, this.#options.readSource));
      case 'deprecation':
        return this.#console.deprecate(deprecationText(event, this.#options.readSource));
      case 'error':
        return this.#console.errorLine(errorText(event.error, this.#options.readSource), 'error');
      case 'play empty':
        return this.#console.line(event.reason, 'skip');
      default:
        return;
    }
  }

  #result(task: TaskReference, told: HostResult): void {
    if (this.#style === 'minimal') this.#before(told);
    const isCommand = commands.has(task.action) && 'rc' in told.result && !('ansible_job_id' in told.result);
    const { word, tone } = outcomes[told.status];
    if (told.status === 'skipped') return this.#console.line(`${told.host} | ${word}`, tone);
    if (isCommand) this.#console.line(this.#commandText(told, word), tone);
    // Of commands that failed, `oneline` tells both ways.
    if (isCommand && !(this.#style === 'oneline' && told.status === 'failed')) return;
    const mark = told.status === 'failed' || told.status === 'unreachable' ? '!' : '';
    this.#console.line(`${told.host} | ${word}${mark} => ${this.#json(task, told)}`, tone);
  }

  #before({ error, diffs, status }: HostResult): void {
    if (status === 'failed' && error) this.#console.line(errorText(error, this.#options.readSource), 'error');
    for (const diff of diffs) this.#console.line(diffText(diff, this.#options.palette));
  }

  #commandText({ host, result }: HostResult, word: string): string {
    const text = (key: string): string => toText(fromJson(result[key] ?? ''));
    const head = `${host} | ${word} | rc=${text('rc')}`;
    if (this.#style === 'minimal') return `${head} >>\n${text('stdout')}${text('stderr')}${text('msg')}`;
    const escaped = (key: string): string => text(key).replaceAll('\n', '\\n').replaceAll('\r', '\\r');
    const errors = text('stderr') === '' ? '' : ` (stderr) ${escaped('stderr')}`;
    return `${head} | (stdout) ${escaped('stdout')}${errors}`;
  }

  #json(task: TaskReference, { result }: HostResult): string {
    const shown = task.action === 'debug' && this.#style === 'minimal' ? debugResult(result) : result;
    const { verbosity, display } = this.#options;
    if (this.#style === 'minimal') return resultText(shown, { verbosity, isWide: true, display });
    return lineText(shown);
  }
}

function lineText(result: ShownResult): string {
  const shown = Object.entries(result).filter(([key]) => key !== 'failed');
  return dumpJson(fromJson(Object.fromEntries(shown)), { ...pythonJson, indent: undefined });
}

/** Modules whose output is shown as it is. */
const commands: ReadonlySet<string> = new Set(['command', 'shell', 'raw', 'script']);

const outcomes: Readonly<Record<HostResult['status'], { readonly word: string; readonly tone: Tone }>> = {
  ok: { word: 'SUCCESS', tone: 'ok' },
  changed: { word: 'CHANGED', tone: 'changed' },
  skipped: { word: 'SKIPPED', tone: 'skip' },
  failed: { word: 'FAILED', tone: 'error' },
  unreachable: { word: 'UNREACHABLE', tone: 'unreachable' },
};

/** Hands the result of each host, as JSON, to a writer: `--tree` keeps them in files. */
export function treeReporter(write: (host: string, text: string) => void): Reporter {
  return {
    report(event) {
      if (event.type !== 'host end') return;
      const shown = Object.entries(event.result.result).filter(([key]) => key !== 'failed');
      const json = { ...pythonJson, itemSeparator: ', ', indent: undefined };
      write(event.result.host, dumpJson(fromJson(Object.fromEntries(shown)), json));
    },
  };
}
