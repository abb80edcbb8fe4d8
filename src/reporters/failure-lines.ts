import type { HostResult, TaskReference } from '../events/event.js';
import { errorLines, type ErrorContext } from './error-text.js';
import { groupBy } from '../base/group-by.js';
import type { Look } from './look.js';
import { failureMessage, failureOutput } from './result-text.js';
import { fit, printable } from './style.js';

interface Failed {
  readonly task: TaskReference;
  /** The hosts on which it failed. */
  readonly results: readonly HostResult[];
  readonly items: readonly HostResult[];
}

/** Why a task failed, and what its command printed. Hosts that failed the same way are told of once. */
export function failureLines({ task, results, items }: Failed, look: Look): string[] {
  const told = results.flatMap((result) => failedItems(result, items));
  const groups = groupBy(told, (result) =>
    JSON.stringify([result.error ?? null, failureMessage(result), failureOutput(result)]),
  );
  return groups.flatMap(({ members }) => {
    const [first] = members;
    if (!first) return [];
    const where = members.map((result) =>
      printable(result.item === undefined ? result.host : `${result.host} (item ${result.item})`),
    );
    const error = { ...first.error, message: failureMessage(first) };
    const lines = errorLines(error, 'censored' in first.result ? withoutSource(look) : look, {
      where: where.join(', '),
      task: task.at,
      ...commandOf(first),
    });
    const printed = failureOutput(first).map((line) => `  ${look.style.red('│')} ${line}`);
    return [...lines, ...printed].map((line) => `    ${line}`);
  });
}

const longestCommand = 200;

/** The command that failed, as it was run: its templates are rendered. Or the assertion that does not hold. */
function commandOf({ result: { cmd, rc, assertion } }: HostResult): Pick<ErrorContext, 'ran' | 'asserted'> {
  if (typeof assertion === 'string') return { asserted: assertion };
  const text = Array.isArray(cmd) ? cmd.join(' ') : cmd;
  return typeof text === 'string' && typeof rc === 'number' ? { ran: fit(text.trimEnd(), longestCommand) } : {};
}

/** What `no_log` hides may stand in the task itself. */
function withoutSource(look: Look): Look {
  return { ...look, readSource: () => undefined };
}

/** A loop's own result says nothing that its failed items do not say. */
function failedItems(result: HostResult, items: readonly HostResult[]): readonly HostResult[] {
  const failed = items.filter(
    ({ host, status }) => host === result.host && (status === 'failed' || status === 'unreachable'),
  );
  return failed.length > 0 ? failed : [result];
}
