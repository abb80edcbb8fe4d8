import type { Reporter } from '../events/bus.js';
import type { HostResult, RunEvent } from '../events/event.js';

/**
 * Nothing as long as all is well; else what failed, and what the run came to. What it tells, it tells as `reporter` does.
 */
export function quietReporter(reporter: Reporter): Reporter {
  const failures = new Map<number, RunEvent[]>();
  let hasFailed = false;
  const fail = (events: readonly RunEvent[]): void => {
    hasFailed = true;
    for (const event of events) reporter.report(event);
  };
  const report = (event: RunEvent): void => {
    switch (event.type) {
      case 'item end':
      case 'host end': {
        const told = failures.get(event.task.id) ?? [];
        failures.set(event.task.id, isFailure(event.result) ? [...told, event] : told);
        return;
      }
      case 'task end': {
        const told = failures.get(event.task.id) ?? [];
        failures.delete(event.task.id);
        const hosts = told.flatMap((failure) => (failure.type === 'host end' ? [failure.result.host] : []));
        if (hosts.length > 0) fail([{ type: 'task start', task: event.task, hosts }, ...told, event]);
        return;
      }
      case 'error':
      case 'stopped':
        return fail([event]);
      case 'message':
        return reporter.report(event);
      case 'run end':
        return hasFailed || event.exitCode !== 0 ? reporter.report(event) : undefined;
    }
  };
  return { report, close: () => reporter.close?.() };
}

function isFailure({ status, ignored }: HostResult): boolean {
  return (status === 'failed' || status === 'unreachable') && !ignored;
}
