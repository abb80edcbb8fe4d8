/** What a run did, in a form that both Ansible's default output and our events can be brought into. */
export interface PlaybookLog {
  readonly exitCode: number;
  /** `PLAY name`, `TASK name`, then `status: host` with what was shown, in order. */
  readonly lines: readonly string[];
  /** `host ok=1 changed=0 ...` */
  readonly recap: readonly string[];
}

const statusLine =
  /^(ok|changed|skipping|fatal|failed|included|unreachable): \[?([^\]\s=>]+?)(?: -> ([^\]]+))?\]?(?::.*?)?(?: (?:=> )?\(item=(.*?)\))? ?(?: => .*)?$/;

/** Reads the output of Ansible's default callback. */
export function readAnsibleOutput(text: string, exitCode: number): PlaybookLog {
  const lines: string[] = [];
  const recap: string[] = [];
  let isRecap = false;
  let shown: string[] | undefined;
  let isFailure = false;
  for (const line of text.split('\n')) {
    const banner = /^(PLAY RECAP|PLAY|TASK|RUNNING HANDLER) ?(?:\[(.*)\] )?\*+$/.exec(line);
    if (shown) {
      if (line === '}') {
        const message = messageOf(shown.join('\n'));
        // Other modules than debug that show their result always tell whether they changed something.
        if (!message.includes('"changed":') && !isFailure) lines.push(`  ${message}`);
        shown = undefined;
      } else shown.push(line);
      continue;
    }
    if (banner?.[1] === 'PLAY RECAP') isRecap = true;
    else if (banner) lines.push(`${banner[1] === 'RUNNING HANDLER' ? 'TASK' : banner[1]} ${banner[2] ?? ''}`);
    else if (isRecap && line.includes(' : ok=')) recap.push(recapLine(line));
    else {
      const status = statusLine.exec(line);
      if (!status || status[1] === 'included') continue;
      const word = line.includes(': UNREACHABLE! ') ? 'unreachable' : (status[1] ?? '');
      lines.push(resultLine(word, status[2] ?? '', status[4]));
      isFailure = status[1] === 'fatal' || status[1] === 'failed';
      if (line.endsWith(' => {')) shown = [];
    }
  }
  return { exitCode, lines: inHostOrder(lines).filter(isNoMeta), recap: recap.sort() };
}

/** Ansible shows some meta tasks and not others; what they do shows in what follows. */
function isNoMeta(line: string, index: number, all: readonly string[]): boolean {
  const isTask = (text: string | undefined): boolean => text?.startsWith('TASK ') ?? false;
  const isResultOfMeta = isMeta(all.slice(0, index).findLast(isTask) ?? '') && /^\w+: /.test(line);
  const isEmptyTask = isTask(line) && !/^\w+: /.test(all[index + 1] ?? '');
  return !isMeta(line) && !isResultOfMeta && !isEmptyTask;
}

function isMeta(line: string): boolean {
  return /^TASK (?:\S+ : )?meta$/.test(line);
}

function recapLine(line: string): string {
  const [host = '', counts = ''] = line.split(' : ');
  return `${host.trim()} ${counts.trim().replace(/\s+/g, ' ')}`;
}

function resultLine(status: string, host: string, item: string | undefined): string {
  const word = status === 'fatal' || status === 'failed' ? 'failed' : status === 'skipping' ? 'skipped' : status;
  return `${word}: ${host}${item === undefined ? '' : ` item`}`;
}

/** What `debug` shows: its message, or its variable. */
function messageOf(body: string): string {
  return JSON.stringify(JSON.parse(`{${body}}`));
}

interface Event {
  readonly type: string;
  readonly name?: string;
  readonly task?: { readonly id: number; readonly name: string; readonly action: string; readonly role?: string };
  readonly result?: {
    readonly host: string;
    readonly status: string;
    readonly item?: string;
    readonly result: Record<string, unknown>;
  };
  readonly counts?: Record<string, Record<string, number>>;
}

/** Reads our events (`--output ndjson`). */
export function readEvents(text: string, exitCode: number): PlaybookLog {
  const lines: string[] = [];
  const recap: string[] = [];
  const looped = new Set<string>();
  for (const line of text.split('\n').filter((part) => part.startsWith('{'))) {
    const event = JSON.parse(line) as Event;
    if (event.type === 'play start' || event.type === 'play empty') lines.push(`PLAY ${event.name ?? ''}`);
    if (event.type === 'task start' && event.task)
      lines.push(`TASK ${event.task.role ? `${event.task.role} : ` : ''}${event.task.name}`);
    if ((event.type === 'host end' || event.type === 'item end') && event.task && event.result) {
      const key = `${event.task.id} ${event.result.host}`;
      if (event.type === 'item end') looped.add(key);
      lines.push(...eventLines(event.task, event.result, event.type === 'host end' && looped.has(key)));
    }
    for (const [host, counts] of Object.entries(event.counts ?? {})) {
      recap.push(
        `${host} ${Object.entries(counts)
          .map(([name, count]) => `${name}=${count}`)
          .join(' ')}`,
      );
    }
  }
  // Ansible stops without a recap where content turns out to be wrong.
  return { exitCode, lines: inHostOrder(lines).filter(isNoMeta), recap: exitCode === 1 ? [] : recap.sort() };
}

type EventTask = NonNullable<Event['task']>;
type EventResult = NonNullable<Event['result']>;

/** Of a loop as a whole, Ansible shows only that it was skipped. */
function eventLines({ action }: EventTask, shownResult: EventResult, isSummary: boolean): string[] {
  const { host, status, item, result } = shownResult;
  if (isSummary) return status === 'skipped' ? [resultLine('skipping', host, undefined)] : [];
  const lines = [resultLine(status, host, item)];
  if (action !== 'debug' || status === 'skipped' || status === 'failed' || 'censored' in result) return lines;
  const isShown = (key: string): boolean => !unshown.has(key) && !/^(?:ansible)?_/.test(key);
  const shown = Object.fromEntries(Object.entries(result).filter(([key]) => isShown(key)));
  return [...lines, `  ${JSON.stringify(shown)}`];
}

/** What `debug` does not show of its result; `n` and `idx` are what the cases call their loop variables. */
const unshown = new Set(['changed', 'failed', 'skipped', 'attempts', 'failed_when_result', 'item', 'n', 'idx']);

/** Hosts of a task end in any order: their results are sorted, each with what it showed. */
function inHostOrder(lines: readonly string[]): string[] {
  const ordered: string[] = [];
  let results: string[] = [];
  const flush = (): void => {
    const byHost = (line: string): string => line.split(': ')[1]?.split(' ')[0] ?? '';
    ordered.push(
      ...results
        .map((line, index) => ({ line, index }))
        .sort((a, b) => byHost(a.line).localeCompare(byHost(b.line)) || a.index - b.index)
        .map(({ line }) => line),
    );
    results = [];
  };
  for (const line of lines) {
    if (/^(?:PLAY|TASK) /.test(line)) {
      flush();
      ordered.push(line);
    } else if (line.startsWith('  ') && results.length > 0) results[results.length - 1] += `\n${line}`;
    else results.push(line);
  }
  flush();
  return ordered;
}
