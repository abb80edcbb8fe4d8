import { ProvisionError } from '../../base/errors.js';
import type { Templar } from '../../template/templar.js';
import { toRepr, toText } from '../../values/repr.js';
import type { Dict, Value } from '../../values/value.js';
import type { TaskContext } from '../task-context.js';
import { writtenName } from '../task-reference.js';
import { openShell } from './open-shell.js';
import { taskTemplar } from '../task-scope.js';

/** What to do after a task was looked at; `redo` comes with the task as it was changed meanwhile. */
export type Decision =
  { readonly next: 'continue' } | { readonly next: 'quit' } | { readonly next: 'redo'; readonly context: TaskContext };

const help = `Documented commands:
p/pprint EXPRESSION            show task, task.args, task_vars, host or result
task.args[KEY] = VALUE         change an argument of the module
task_vars[KEY] = VALUE         change a variable; update_task makes it count
s/shell                        open a shell on the host, as the task's user
u/update_task  r/redo (retry)  c/continue  q/quit  h/help`;

/** Asks at the terminal what to do about a task's outcome, until an answer ends it. Without a terminal the run goes on. */
export async function debugTask(context: TaskContext, result: Dict): Promise<Decision> {
  const { run } = context.playRun;
  const session = new DebugSession(context, result);
  return run.terminal.use(async () => {
    for (;;) {
      const line = await run.prompt(session.question, { echo: true });
      if (line === undefined) return { next: 'continue' };
      const decision = session.obey(line.trim());
      if (decision === 'shell') await openShell(session.context);
      else if (decision) return decision;
    }
  });
}

class DebugSession {
  #context: TaskContext;
  readonly #result: Dict;
  /** Variables that were changed and wait for `update_task`. */
  readonly #changed = new Map<string, Value>();

  constructor(context: TaskContext, result: Dict) {
    this.#context = context;
    this.#result = result;
  }

  get question(): string {
    return `[${this.#context.host.name}] TASK: ${writtenName(this.#context.task)} (debug)> `;
  }

  get context(): TaskContext {
    return this.#context;
  }

  obey(line: string): Decision | 'shell' | undefined {
    const [word = '', rest = ''] = line.split(/\s+(.*)/s);
    switch (word) {
      case '':
        return undefined;
      case 'c':
      case 'continue':
        return { next: 'continue' };
      case 'q':
      case 'quit':
        return { next: 'quit' };
      case 'r':
      case 'redo':
      case 'retry':
        return { next: 'redo', context: this.#context };
      case 's':
      case 'shell':
        return 'shell';
      case 'u':
      case 'update_task':
        return void (this.#context = { ...this.#context, overrides: this.#variables() });
      case 'h':
      case 'help':
      case '?':
        return this.#say(help);
      case 'p':
      case 'pprint':
        return this.#try(() => this.#show(rest));
      default:
        return this.#try(() => this.#assign(line));
    }
  }

  #variables(): ReadonlyMap<string, Value> {
    return new Map([...(this.#context.overrides ?? []), ...this.#changed]);
  }

  #show(expression: string): void {
    if (expression === 'task') return this.#say(`TASK: ${writtenName(this.#context.task)}`);
    const value = this.#templar().evaluate(expression);
    this.#say(expression === 'host' ? toText(value) : toRepr(value));
  }

  #assign(line: string): void {
    const [, target, key = '', value = ''] = /^(task\.args|task_vars)\s*\[\s*(.+?)\s*\]\s*=\s*(.+)$/s.exec(line) ?? [];
    const templar = this.#templar();
    if (target === undefined) return void templar.evaluate(line);
    const name = templar.evaluate(key);
    const given = templar.evaluate(value);
    if (target === 'task_vars') this.#changed.set(toText(name), given);
    else this.#changeArgument(name, given);
  }

  #changeArgument(name: Value, value: Value): void {
    const { task } = this.#context;
    this.#context = { ...this.#context, task: { ...task, args: new Map([...task.args, [name, value]]) } };
  }

  /** Expressions see what the debugger shows, besides the task's own variables. */
  #templar(): Templar {
    const { playRun, task, host } = this.#context;
    const own = taskTemplar(playRun, task, host, { variables: this.#variables() });
    return own.with(
      new Map<string, Value>([
        [
          'task',
          new Map<Value, Value>([
            ['name', writtenName(task)],
            ['action', task.action],
            ['args', own.render(task.args)],
          ]),
        ],
        ['task_vars', own.find('vars') ?? new Map()],
        ['host', host.name],
        ['result', new Map([...this.#result, ['_result', this.#result]])],
      ]),
    );
  }

  #try(act: () => void): undefined {
    try {
      act();
    } catch (thrown) {
      if (!(thrown instanceof ProvisionError)) throw thrown;
      this.#say(`*** ${thrown.message}`);
    }
  }

  #say(text: string): undefined {
    this.#context.playRun.run.events.emit({ type: 'message', text });
  }
}
